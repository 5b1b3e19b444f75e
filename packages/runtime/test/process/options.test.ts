import {
  BadArg,
  makeRef,
  Process,
  type Process as ProcessCode,
  receive,
  self,
  send,
  spawnMonitor,
  spawnWith,
} from 'multibeam'
import { Simulation, simulate } from 'multibeam/testing'
import { expect, it } from 'vitest'

function* end(): ProcessCode {}

function refusal(call: () => unknown): unknown {
  try {
    return call()
  } catch (error) {
    return error instanceof BadArg ? error.message : error
  }
}

it('a misspelt option is refused at the call', async () => {
  function* main(): ProcessCode<unknown[]> {
    const misspelt = (key: string): never => ({ [key]: 1 }) as never
    return [
      refusal(() => receive('tag', misspelt('afterwards'))),
      refusal(() => receive({ tag: () => 1 }, { after: 1, else: () => 2 } as never)),
      refusal(() => receive('tag', null as never)),
      refusal(() => send(self(), 'message', misspelt('transfers'))),
      refusal(() => spawnWith(misspelt('pinned'), end)),
      refusal(() => spawnWith({ monitor: misspelt('tags') }, end)),
      refusal(() => Process.monitor(self(), misspelt('tags'))),
      refusal(() => Process.demonitor(makeRef(), misspelt('flushed'))),
      refusal(() => Process.alias(misspelt('replies'))),
      refusal(() => Process.flag('messageQueueLimit', { limit: 1, action: 'drop', actions: 1 } as never)),
    ]
  }
  expect(await simulate({ seed: 1 }, main)).toEqual([
    "receive: 'afterwards' is no option; there are after, otherwise",
    "receive: 'else' is no option; there are after, otherwise",
    'receive: null are no options; give an object with after, otherwise',
    "send: 'transfers' is no option; there are transfer",
    "spawnWith: 'pinned' is no option; there are priority, scheduler, link, monitor, name",
    "spawnWith: 'tags' is no option; there are tag, alias",
    "Process.monitor: 'tags' is no option; there are tag, alias",
    "Process.demonitor: 'flushed' is no option; there are flush, info",
    "Process.alias: 'replies' is no option; there are reply",
    "Process.flag: 'actions' is no option; there are limit, action",
  ])
})

it('options that are right are taken', async () => {
  function* main(): ProcessCode<unknown> {
    const [, ref] = spawnMonitor(end)
    send(self(), 'message', { transfer: [] })
    return [
      Process.demonitor(ref, { flush: true, info: true }),
      yield* receive('message', { after: 0, otherwise: () => 'none' }),
    ]
  }
  expect(await simulate({ seed: 1 }, main)).toEqual([true, 'message'])
})

it('a simulation refuses a misspelt option', () => {
  expect(refusal(() => new Simulation({ sede: 1 } as never))).toMatch(
    /^Simulation: 'sede' is no option; there are schedulers, seed,/,
  )
})
