// Exercise 3: of two agents, one begins a task, the other completes it and reports back; then the other way round.
//
//   Elixir                                        TypeScript
//   receive do                                    const running = yield* receive({
//     {:task, task, colleague, client} ->           task: (task: string, colleague: Pid, client: Pid) => {
//       work = outline(task)                          const work: Work = …
//       send(colleague,                               send(colleague, ['complete', work, client])
//         {:complete, work, client})                  return true
//       loop(name)                                  },
//     {:complete, work, client} ->                  complete: (work: Work, client: Pid) => {
//       send(client, {:report, name, …})              send(client, ['report', name, …])
//       loop(name)                                    return true
//                                                   },
//     :stop -> …                                    stop: () => …,
//   end                                           })
//
// The tutorial leaves this one to the reader; the Elixir lines are what a solution may look like. Both agents run the same code. A
// task carries the pid of the client, so that the second agent can report without going back through the first:
//
//   Client                         Agent-A                        Agent-B
//     |---['task', …, B, client]------>|                              |
//     |                                |---['complete', …, client]--->|
//     |<--['report', 'Agent-B', …]------------------------------------|

import { inspect, type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { untilEnded } from '../lib/until-ended.ts'

/** A task on its way: what there is to do, and which steps are done already. */
interface Work {
  task: string
  steps: string[]
}

/** What an agent takes; `client` gets the report. */
type Message = ['task', task: string, colleague: Pid, client: Pid] | ['complete', work: Work, client: Pid] | 'stop'
type Report = ['report', from: string, work: Work]

function start(name: string): Pid {
  return spawn(loop, name)
}

export function* loop(name: string): Process<void> {
  for (;;) {
    const running = yield* receive({
      // Do partial work, let the colleague complete it
      task: (task: string, colleague: Pid, client: Pid) => {
        console.log(`[${name}] Received task: ${inspect(task)}`)
        const work: Work = { task, steps: [`outlined by ${name}`] }
        console.log(`[${name}] Partial work done, sending it to ${inspect(colleague)}`)
        send(colleague, ['complete', work, client] satisfies Message)
        return true
      },

      // Complete the colleague's work, report back to the client
      complete: ({ task, steps }: Work, client: Pid) => {
        console.log(`[${name}] Completing: ${inspect(task)}`)
        send(client, ['report', name, { task, steps: [...steps, `completed by ${name}`] }] satisfies Report)
        return true
      },

      stop: () => {
        console.log(`[${name}] Shutting down`)
        return false
      },
    })
    if (!running) return
  }
}

export function* main(): Process<void> {
  const agentA = start('Agent-A')
  const agentB = start('Agent-B')
  console.log(`Agent-A is ${inspect(agentA)}, Agent-B is ${inspect(agentB)}`)

  // A begins, B completes
  send(agentA, ['task', 'Research OTP', agentB, self()] satisfies Message)
  yield* awaitReport()

  // B begins, A completes
  send(agentB, ['task', 'Write a summary', agentA, self()] satisfies Message)
  yield* awaitReport()

  for (const agent of [agentA, agentB]) {
    send(agent, 'stop' satisfies Message)
    yield* untilEnded(agent)
  }
}

function* awaitReport(): Process<void> {
  yield* receive({
    report: (from: string, { task, steps }: Work) => {
      console.log(`Report from ${from}: ${inspect(task)} was ${steps.join(' and ')}`)
    },
  })
}
