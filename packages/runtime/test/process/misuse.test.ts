import {
  BadArg,
  makeRef,
  Process,
  receive,
  Supervisor,
  self,
  send,
  spawn,
  spawnMonitor,
  spawnWith,
  Task,
  Timer,
} from 'multibeam'
import { Simulation, simulate } from 'multibeam/testing'
import { expect, it } from 'vitest'

function* idle(): Process {}

/** The message of the BadArg that a call, or the process code that it gives, throws. */
function* refusal(call: () => unknown): Process<unknown> {
  try {
    const given = call()
    if (typeof given === 'object' && given !== null && Symbol.iterator in given) yield* given as Process
  } catch (error) {
    if (error instanceof BadArg) return error.message
    throw error
  }
  return 'nothing was thrown'
}

/** What somebody writes who does not know better, and what is said. */
const mistakes: [call: () => unknown, said: string | RegExp][] = [
  [
    () => spawn(idle() as unknown as () => void),
    /^spawn: a process function has been called already; give the function itself/,
  ],
  [() => spawnWith({ link: 1 as never }, idle), 'spawnWith: link is 1; give true or false'],
  [
    () => spawnWith({ monitor: 'yes' as never }, idle),
    "spawnWith: monitor is 'yes'; give true, false or options of Process.monitor",
  ],
  [
    () => send(self(), 1, { transfer: 7 as never }),
    'send: transfer is 7; give an array of ArrayBuffers and MessagePorts of the message',
  ],
  [() => receive('x', { after: 0, otherwise: 7 as never }), 'receive: otherwise is 7; it must be a function'],
  [() => Process.cancelTimer(7 as never), 'Process.cancelTimer: 7 is no timer ref'],
  [() => Process.readTimer('7' as never), "Process.readTimer: '7' is no timer ref"],
  [() => Timer.tc(undefined as never), 'Timer.tc: undefined is no function'],
  [
    () => Supervisor.startLink(undefined as never),
    'Supervisor.startLink: undefined are no children; give an array of child specs',
  ],
  [() => Task.async(() => 1), /^Task\.async: \[Function.*\] cannot be a task; give a process function/],
]

it('wrong arguments are refused by the call that got them, which says what is to be given', async () => {
  function* main(): Process<unknown[]> {
    const said: unknown[] = []
    for (const [call] of mistakes) said.push(yield* refusal(call))
    return [...said, yield* Process.cancelTimer(makeRef())]
  }
  const expected = mistakes.map(([, said]) => (typeof said === 'string' ? said : expect.stringMatching(said)))
  expect(await simulate({ seed: 1 }, main)).toEqual([...expected, false])
})

it('an asynchronous function is no process function, and its process says so', async () => {
  async function asynchronous(): Promise<number> {
    return 1
  }
  async function* generator(): AsyncGenerator<number> {
    yield 1
  }
  function* main(): Process<unknown[]> {
    const said: unknown[] = []
    for (const fn of [asynchronous, generator]) {
      const [, ref] = spawnMonitor(fn as () => unknown)
      const [, , , , reason] = yield* receive<unknown[]>(['DOWN', ref])
      said.push((reason as Error).message)
    }
    return said
  }
  const simulation = new Simulation({ seed: 1 })
  expect(await simulation.run(main)).toEqual([
    'process function asynchronous is asynchronous; write function* and yield* wait(promise), or wait(asynchronous()) in a process function',
    'process function generator is an async generator; write function* and yield* wait(promise)',
  ])
  expect(simulation.crashes).toHaveLength(2)
})
