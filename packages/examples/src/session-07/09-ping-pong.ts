// Two processes talk to each other: the parent says hello, the child answers.
//
//   Elixir                                        TypeScript
//   parent = self()                               const parent = self()
//   child = spawn(fn -> … end)                    const child = spawn(function* () { … })
//   send(child, {:hello, parent})                 send(child, ['hello', parent])
//   receive do                                    yield* receive({
//     {:world, from_pid} -> …                       world: (from: Pid) => …,
//   end                                           })
//
//   Parent                          Child
//     |-----spawn-------------------->|  (created)
//     |-----['hello', parent]-------->|
//     |                               |  (receives)
//     |<----['world', child]----------|
//     |                               |  (exits)
//
// Lines that a message connects are printed in its order. The others may come either way round, as on the BEAM: each of the two
// processes goes its own way until it waits for the other.

import { inspect, type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { untilEnded } from '../lib/until-ended.ts'

/** What the child takes, and what it answers. */
type Hello = ['hello', from: Pid]
type World = ['world', from: Pid]

export function* main(): Process<void> {
  // The parent process (us)
  const parent = self()

  // Spawn a child that waits for a message
  const child = spawn(function* () {
    console.log(`Child ${inspect(self())} waiting for message...`)

    yield* receive({
      hello: (from: Pid) => {
        console.log(`Child received :hello from ${inspect(from)}`)
        // Send a reply back
        send(from, ['world', self()] satisfies World)
      },
    })

    console.log('Child done')
  })

  console.log(`Parent ${inspect(parent)} sending :hello to child ${inspect(child)}`)

  // Send message to child
  send(child, ['hello', parent] satisfies Hello)

  // Wait for reply
  yield* receive({ world: (from: Pid) => console.log(`Parent received :world from ${inspect(from)}`) })

  console.log('Conversation complete!')
  yield* untilEnded(child)
}
