// Key pattern 2, request and response: send a request with our own pid in it, and wait for the answer.
//
//   Elixir                                        TypeScript
//   pid = spawn(fn ->                             const pid = spawn(function* () {
//     receive do                                    yield* receive({
//       {:request, data, from} ->                     request: (data: string, from: Pid) =>
//         send(from, {:response, result})               send(from, ['response', result]),
//     end                                           })
//   end)                                          })
//   send(pid, {:request, data, self()})           send(pid, ['request', data, self()])
//   receive do                                    yield* receive({
//     {:response, result} -> handle(result)         response: (result: string) => handle(result),
//   end                                           })
//
// The original leaves the data open; here it is a text, and the result the same text in capitals.

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'

type Request = ['request', data: string, from: Pid]
type Response = ['response', result: string]

export function* main(): Process<void> {
  const pid = spawn(function* () {
    yield* receive({
      request: (data: string, from: Pid) => {
        send(from, ['response', data.toUpperCase()] satisfies Response)
      },
    })
  })

  send(pid, ['request', 'hello', self()] satisfies Request)
  yield* receive({ response: (result: string) => handle(result) })
}

function handle(result: string): void {
  console.log(`Response: ${result}`)
}
