import fc from 'fast-check'
import { exit, type Pid, Process, type Ref, receive, self, send, sleep, spawnWith } from 'multibeam'
import { Simulation } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'

type Operation =
  | readonly ['link' | 'unlink', other: number]
  | readonly ['yield']
  | readonly ['sleep', tenths: number]
  | readonly ['exit', reason: 'normal' | 'own']
  | readonly ['signal', other: number, reason: 'normal' | 'kill' | 'own']

interface Script {
  readonly trapExit: boolean
  /** 0: wherever it is taken to. */
  readonly scheduler: number
  readonly operations: readonly Operation[]
}

interface Program {
  readonly schedulers: number
  readonly seed: number
  readonly slicesPerTurn: number
  readonly scripts: readonly Script[]
}

const MOST = 6
const other = fc.integer({ min: 0, max: MOST - 1 })

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constant('link' as const), other) },
  { weight: 4, arbitrary: fc.tuple(fc.constant('unlink' as const), other) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('yield' as const)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('sleep' as const), fc.integer({ min: 0, max: 20 })) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('exit' as const), fc.constantFrom('normal', 'own')) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('signal' as const), other, fc.constantFrom('normal', 'kill', 'own')) },
)

const program: fc.Arbitrary<Program> = fc.record({
  schedulers: fc.integer({ min: 1, max: 4 }),
  seed: fc.nat(),
  slicesPerTurn: fc.integer({ min: 1, max: 3 }),
  scripts: fc.array(
    fc.record({
      trapExit: fc.boolean(),
      scheduler: fc.integer({ min: 0, max: 4 }),
      operations: fc.array(operation, { maxLength: 14 }),
    }),
    { minLength: 2, maxLength: MOST },
  ),
})

function* actor(to: Pid, id: number, { trapExit, operations }: Script): Process {
  Process.flag('trapExit', trapExit)
  send(to, 'ready')
  const [, pids] = yield* receive<[string, Pid[]]>('go')
  for (const operation of operations) {
    const pid = pids[typeof operation[1] === 'number' ? operation[1] % pids.length : 0] as Pid
    if (operation[0] === 'link') Process.link(pid)
    else if (operation[0] === 'unlink') Process.unlink(pid)
    else if (operation[0] === 'yield') yield* Process.yield()
    else if (operation[0] === 'sleep') yield* sleep(operation[1] / 10)
    else if (operation[0] === 'exit') exit(operation[1] === 'own' ? ['exit of', id] : 'normal')
    else if (pid !== self()) Process.exit(pid, operation[2] === 'own' ? ['signal of', id] : operation[2])
  }
  yield* receive('never')
}

/** What can be seen when all is over. */
interface Outcome {
  /** By id: the reasons of its DOWN messages, of which there must be one, or none if it lives. */
  downs: unknown[][]
  /** By id: the ids it is linked to; undefined if it is dead. */
  links: (number[] | undefined)[]
  /** By id, of who lives: its EXIT messages, [id of the sender, reason]. */
  exits: [number, unknown][][]
  list: number
}

function* observe(scripts: readonly Script[], schedulers: number): Process<Outcome> {
  const pids: Pid[] = []
  const refs: Ref[] = []
  for (const [id, script] of scripts.entries()) {
    const where = script.scheduler === 0 ? {} : { scheduler: 1 + (script.scheduler % schedulers) }
    const [pid, ref] = spawnWith({ ...where, monitor: true }, actor, self(), id, script)
    pids.push(pid)
    refs.push(ref)
  }
  // Not before each has said whether it traps exits.
  for (const _ of pids) yield* receive('ready')
  for (const pid of pids) send(pid, ['go', pids])
  yield* sleep(60_000)
  const idOf = (pid: Pid): number => pids.indexOf(pid)
  const downs: unknown[][] = pids.map(() => [])
  for (const message of yield* Process.info(self(), 'messages') as Process<unknown[]>) {
    const [, ref, , , reason] = message as [string, Ref, string, Pid, unknown]
    downs[refs.indexOf(ref)]?.push(reason)
  }
  const outcome: Outcome = { downs, links: [], exits: [], list: Process.list().length }
  for (const pid of pids) {
    const info = yield* Process.info(pid, 'links', 'messages')
    outcome.links.push(info?.links.map(idOf))
    const messages = (info?.messages ?? []) as [string, Pid, unknown][]
    outcome.exits.push(messages.filter(([tag]) => tag === 'EXIT').map(([, from, reason]) => [idOf(from), reason]))
  }
  return outcome
}

/** Why a reason cannot be right; undefined if it can. */
function mistake(id: number, reason: unknown, { scripts }: Program, outcome: Outcome): string | undefined {
  const count = scripts.length
  const ops = (of: number): readonly Operation[] => scripts[of]?.operations ?? []
  const linksTo = (from: number, to: number): boolean =>
    ops(from).some((op) => op[0] === 'link' && op[1] % count === to)
  const exitsWith = (what: string): boolean => ops(id).some((op) => op[0] === 'exit' && op[1] === what)
  const signalled = (by: number, what: string): boolean =>
    ops(by).some((op) => op[0] === 'signal' && op[1] % count === id && op[2] === what)
  const ids = [...scripts.keys()]
  if (reason === 'normal') return exitsWith('normal') ? undefined : 'never returned'
  if (reason === 'killed' && ids.some((by) => signalled(by, 'kill'))) return undefined
  if (Array.isArray(reason) && reason[0] === 'exit of' && reason[1] === id)
    return exitsWith('own') ? undefined : 'no exit'
  if (scripts[id]?.trapExit === true) return 'it trapped exits'
  if (Array.isArray(reason) && reason[0] === 'signal of' && signalled(reason[1], 'own')) return undefined
  if (reason === 'noproc' && ids.some((to) => linksTo(id, to) && outcome.downs[to]?.length === 1)) return undefined
  // Over a link from one that died of the same.
  const from = ids.find(
    (other) => other !== id && (linksTo(id, other) || linksTo(other, id)) && isSame(outcome.downs[other]?.[0], reason),
  )
  return from === undefined ? 'nobody linked to it died of this' : undefined
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

describe('links', () => {
  it('are at both ends or at neither when all is quiet, and who died did so for a reason', async () => {
    await fc.assert(
      fc.asyncProperty(program, async (program) => {
        const { schedulers, seed, slicesPerTurn, scripts } = program
        const simulation = new Simulation({ schedulers, seed, slicesPerTurn })
        const outcome = (await simulation.run(observe, scripts, schedulers)) as Outcome
        const living = outcome.links.filter((links) => links !== undefined)
        expect(outcome.list).toBe(living.length + 1)
        for (const [id, links] of outcome.links.entries()) {
          const downs = outcome.downs[id] as unknown[]
          expect(downs, `process ${id}: DOWN once if it is dead`).toHaveLength(links === undefined ? 1 : 0)
          if (links === undefined) {
            expect(mistake(id, downs[0], program, outcome), `process ${id} died of ${JSON.stringify(downs[0])}`).toBe(
              undefined,
            )
            continue
          }
          for (const other of links) {
            expect(outcome.links[other], `${id} is linked to ${other}, and not the other way round`).toContain(id)
          }
          for (const [from, reason] of outcome.exits[id] ?? []) {
            const sent = Array.isArray(reason) && reason[0] === 'signal of' && reason[1] === from
            const known = sent || reason === 'normal' || reason === 'noproc' || isSame(outcome.downs[from]?.[0], reason)
            expect(known, `process ${id} was told ${JSON.stringify(reason)} of ${from}`).toBe(true)
          }
        }
        expect(simulation.crashes).toEqual([])
      }),
      { numRuns: 400 },
    )
  })
})
