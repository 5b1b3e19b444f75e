import { BadArg, type ChildSpec, DynamicSupervisor, PartitionSupervisor, type Process, Supervisor } from 'multibeam'
import { simulate } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'

function* nothing(): Process {}

const good: ChildSpec = { id: 'a', start: [nothing] }

/** What a call in a process throws. */
async function thrownBy(call: () => unknown): Promise<unknown> {
  try {
    await simulate({ schedulers: 1 }, function* () {
      const code = call()
      if (typeof code === 'object') yield* code as Process<unknown>
    })
  } catch (error) {
    return (error as { reason?: unknown }).reason ?? error
  }
  return 'nothing'
}

const bad = (value: unknown): never => value as never

describe.each<[string, () => unknown, RegExp]>([
  [
    'a strategy that does not exist',
    () => Supervisor.startLink([], bad({ strategy: 'oneForOne' })),
    /'oneForOne' is no strategy/,
  ],
  [
    'an option that does not exist',
    () => Supervisor.startLink([], bad({ maxRestart: 1 })),
    /'maxRestart' is no option/,
  ],
  ['a negative intensity', () => Supervisor.startLink([], { maxRestarts: -1 }), /maxRestarts is -1/],
  ['no period', () => Supervisor.startLink([], { maxSeconds: 0 }), /maxSeconds is 0/],
  [
    'a shutdown of its own',
    () => Supervisor.startLink([], bad({ autoShutdown: 'always' })),
    /autoShutdown is 'always'/,
  ],
  ['a spec that is none', () => Supervisor.startLink([bad('a')]), /'a' is no child spec/],
  ['a spec without a start', () => Supervisor.startLink([bad({ id: 'a' })]), /child 'a': start is undefined/],
  [
    'a spec with something else',
    () => Supervisor.startLink([bad({ ...good, name: 'x' })]),
    /child 'a': 'name' is nothing/,
  ],
  [
    'a restart type that does not exist',
    () => Supervisor.startLink([bad({ ...good, restart: 'always' })]),
    /restart is 'always'/,
  ],
  [
    'a shutdown that is none',
    () => Supervisor.startLink([bad({ ...good, shutdown: 'infinity' })]),
    /shutdown is 'infinity'/,
  ],
  ['an id that is none', () => Supervisor.startChild('s', bad({ ...good, id: {} })), /id is \{\}/],
  ['children that are no function', () => Supervisor.define(bad({ children: [] })), /children is \[\]/],
  ['an option of a definition', () => Supervisor.define(bad({ children: () => [], name: 'x' })), /'name' is no option/],
  ['maxChildren', () => DynamicSupervisor.startLink({ maxChildren: 0.5 }), /maxChildren is 0.5/],
  [
    'a strategy of a dynamic one',
    () => DynamicSupervisor.startLink(bad({ strategy: 'one_for_all' })),
    /'one_for_all' is no strategy of a DynamicSupervisor; there is one_for_one/,
  ],
  ['partitions', () => PartitionSupervisor.startLink({ name: 'p', child: good, partitions: 0 }), /partitions is 0/],
  ['partitions without a name', () => PartitionSupervisor.startLink(bad({ child: good })), /undefined is no name/],
  [
    'partitions that have not been started',
    () => PartitionSupervisor.via('nobody', 1),
    /no partitions have been started as 'nobody'/,
  ],
])('%s', (_, call, message) => {
  it('is refused at the call that gave it', async () => {
    const error = (await thrownBy(call)) as BadArg
    expect(error.message).toMatch(message)
    expect(error.name).toBe(BadArg.name)
  })
})
