import fc from 'fast-check'
import {
  type ChildSpec,
  exit,
  NotStarted,
  type Pid,
  Process,
  ProcLib,
  receive,
  type StartResult,
  Supervisor,
  send,
  sleep,
} from 'multibeam'
import { Simulation } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'
import { Model, type ModelEvent, type Plan, type Restart, type SupervisorPlan } from './model.ts'

/**
 * Random trees, random ends of their processes: what the workers then tell of is what the model says, and in its order. Only when a
 * supervisor was killed its children end in any order, since nobody stops them.
 */

type How = 'kill' | 'crash' | 'normal'

interface Step {
  readonly path: string
  readonly how: How
  readonly isSupervisor: boolean
  /** A worker whose next starts fail, and how many of them. */
  readonly fails: string | undefined
  readonly times: number
  /** Enough to be forgotten by every intensity. */
  readonly pause: boolean
}

const restart = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Restart>('permanent') },
  { weight: 2, arbitrary: fc.constant<Restart>('transient') },
  { weight: 1, arbitrary: fc.constant<Restart>('temporary') },
)

/** A plan without paths: a worker has no children. */
interface Shape {
  readonly restart: Restart
  readonly strategy: SupervisorPlan['strategy']
  readonly maxRestarts: number
  readonly children: readonly Shape[] | undefined
}

const { top } = fc.letrec<{ node: Shape; top: Shape }>((tie) => {
  const supervisor = fc.record<Shape>({
    restart,
    strategy: fc.constantFrom('one_for_one', 'one_for_all', 'rest_for_one'),
    maxRestarts: fc.integer({ min: 0, max: 4 }),
    children: fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
  })
  const worker = restart.map(
    (type): Shape => ({ restart: type, strategy: 'one_for_one', maxRestarts: 0, children: undefined }),
  )
  return {
    node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, worker, supervisor),
    top: supervisor,
  }
})

function planOf({ restart, strategy, maxRestarts, children }: Shape, path: string): Plan {
  if (children === undefined) return { kind: 'worker', path, restart }
  const plans = children.map((child, i) => planOf(child, `${path}.${i}`))
  return { kind: 'supervisor', path, restart, strategy, maxRestarts, children: plans }
}

const program = fc.record({
  plan: top.map((shape) => planOf(shape, 'top') as SupervisorPlan),
  choices: fc.array(
    fc.record({
      who: fc.nat(),
      how: fc.constantFrom<How>('kill', 'crash', 'normal'),
      pause: fc.boolean(),
      whoFails: fc.nat(),
      times: fc.oneof(
        { weight: 3, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 6 }) },
      ),
    }),
    { minLength: 1, maxLength: 10 },
  ),
  schedulers: fc.integer({ min: 1, max: 3 }),
  migrate: fc.constantFrom(0, 0.2, 1),
  seed: fc.nat(),
})

// ---- what the tests know of a run; all schedulers of a simulation live in one thread

let told: ModelEvent[] = []
let pids = new Map<string, Pid>()
/** How often the next starts of a worker fail. */
let failures = new Map<string, number>()

function* worker(path: string): Process {
  Process.flag('trapExit', true)
  told.push(['start', path])
  ProcLib.initAck()
  for (;;) {
    const message = yield* receive<readonly [string, ...unknown[]]>()
    if (message[0] === 'exit') exit(message[1])
    if (message[0] === 'EXIT') {
      told.push(['stop', path])
      exit(message[2])
    }
  }
}

function* startWorker(path: string): Process<StartResult> {
  const left = failures.get(path) ?? 0
  failures.set(path, left - 1)
  if (left > 0) return new NotStarted('not now', false)
  const started = yield* ProcLib.startLink(worker, [path])
  if (started.ok) pids.set(path, started.pid)
  return started
}

/** Long enough for all that follows from an exit: time passes only when nobody can run, or a hundredth of a millisecond a step. */
const AFTERWARDS = 1000
/** What an intensity looks back. */
const SECONDS = 1000

function* startSupervisor(plan: SupervisorPlan): Process<unknown> {
  const { strategy, maxRestarts, children, path } = plan
  const started = yield* Supervisor.startLink(children.map(specOf), { strategy, maxRestarts, maxSeconds: SECONDS })
  if (started.ok) pids.set(path, started.pid)
  return started
}

function specOf(plan: Plan): ChildSpec {
  const { path: id, restart } = plan
  if (plan.kind === 'worker') return { id, restart, start: [startWorker, id] }
  return { id, restart, type: 'supervisor', start: [startSupervisor, plan] }
}

/** Does the steps one after the other; what has been told after each, the start first. */
function* runSteps(plan: SupervisorPlan, steps: readonly Step[]): Process<ModelEvent[][]> {
  Process.flag('trapExit', true)
  told = []
  pids = new Map()
  failures = new Map()
  yield* startSupervisor(plan)
  const all = [told]
  for (const { path, how, fails, times, pause } of steps) {
    told = []
    if (fails !== undefined) failures.set(fails, times)
    const pid = pids.get(path) as Pid
    if (how === 'kill') Process.exit(pid, 'kill')
    else send(pid, ['exit', how === 'normal' ? 'normal' : 'boom'])
    yield* sleep(pause ? 2 * SECONDS * 1000 : AFTERWARDS)
    all.push(told)
  }
  return all
}

const sorted = (events: readonly ModelEvent[]): string[] => events.map(String).toSorted()
const starts = (events: readonly ModelEvent[]): string[] => events.filter(([what]) => what === 'start').map(String)

describe('random trees', () => {
  it('restart what the strategies demand, and nothing else', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(program, async ({ plan, choices, schedulers, migrate, seed }) => {
        const model = new Model(plan)
        const expected = [model.events()]
        const steps: Step[] = []
        for (const { who, how, pause, whoFails, times } of choices) {
          const paths = model.paths()
          if (paths.length === 0) break
          const path = paths[who % paths.length] as string
          const workers = model.paths('worker')
          const isWorker = workers.includes(path)
          const fails = times === 0 ? undefined : workers[whoFails % workers.length]
          if (fails !== undefined) model.fails(fails, times)
          // A supervisor takes no message that ends it.
          const step: Step = { path, how: isWorker ? how : 'kill', isSupervisor: !isWorker, fails, times, pause }
          steps.push(step)
          model.exits(path, step.how !== 'normal')
          if (pause) model.timePasses()
          expected.push(model.events())
        }
        const simulation = new Simulation({ schedulers, seed, migrate })
        const seen = await simulation.run(runSteps, plan, steps)
        expect(seen.length).toBe(expected.length)
        seen.forEach((events, i) => {
          const wanted = expected[i] as ModelEvent[]
          const step = steps[i - 1]
          const where = `step ${i}: ${JSON.stringify(step)}`
          if (step?.isSupervisor) {
            expect(sorted(events), where).toEqual(sorted(wanted))
            expect(starts(events), where).toEqual(starts(wanted))
          } else {
            expect(events, where).toEqual(wanted)
          }
        })
        expect(simulation.crashes).toEqual([])
      }),
      { numRuns: Number(process.env.RUNS ?? 150) },
    )
  })
})
