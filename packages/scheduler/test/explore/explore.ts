/**
 * What a thread yields before it goes on: the access to shared memory that comes next, in words for the trace, or a
 * condition on which it is blocked.
 */
export type Step = string | (() => boolean)
export type Thread = Generator<Step, void, undefined>

/** One fresh run: its threads, and what must hold when all have ended or are blocked for good. */
export interface Scenario {
  threads: Record<string, Thread>
  /** Returns what is wrong, or undefined. */
  check(): string | undefined
}

export interface Options {
  /** How often a run may take the processor from a thread that could go on. */
  preemptions: number
  /**
   * Who goes on when a thread has ended or is blocked is not explored for free: any other one than the next in turn counts as a preemption. For
   * threads that often wait for each other, where all orders would be too many. (Emmi, Qadeer and Rakamarić, POPL 2011: delay-bounded scheduling.)
   */
  inTurn?: boolean
  /** A thread that takes more steps in one run than this is taken to be spinning for ever. */
  mostSteps?: number
}

export interface Failure {
  message: string
  /** Thread names in the order of their steps: the argument to `replay`. */
  schedule: string[]
}

export interface Result {
  runs: number
  steps: number
  failure: Failure | undefined
}

const MOST_STEPS = 2_000

/** Explores deeper than there is time for in every test run: `MULTIBEAM_MORE_PREEMPTIONS=1 pnpm test`. */
export const MORE_PREEMPTIONS = Number(process.env.MULTIBEAM_MORE_PREEMPTIONS ?? 0)

/**
 * Runs a scenario in every interleaving of its threads with at most so many preemptions, until one fails.
 *
 * Stateless: each run begins anew and repeats a prefix of an earlier one, then differs in one choice. Switching away from
 * a thread that has ended or is blocked is free; Musuvathi and Qadeer (PLDI 2007) found that two preemptions show nearly
 * every bug. Interleaving is sequentially consistent, so that a reordering by the processor of plain accesses is out of
 * its sight: those are argued in the READMEs.
 */
export function explore(make: () => Scenario, options: Options): Result {
  const mostSteps = options.mostSteps ?? MOST_STEPS
  const prefixes: number[][] = [[]]
  let runs = 0
  let steps = 0
  for (let prefix = prefixes.pop(); prefix !== undefined; prefix = prefixes.pop()) {
    const run = new Run(make())
    let preemptions = 0
    runs += 1
    for (let depth = 0; ; depth++) {
      const enabled = run.enabled()
      if (enabled.length === 0) break
      if (depth === mostSteps) return { runs, steps, failure: run.failure(`still running after ${mostSteps} steps`) }
      const mayStay = enabled.includes(run.current)
      let choice = prefix[depth]
      const usual = mayStay ? run.current : nextOf(enabled, options.inTurn === true ? run.current : -1)
      const costs = mayStay || options.inTurn === true ? 1 : 0
      if (choice === undefined) {
        choice = usual
        if (preemptions + costs <= options.preemptions)
          for (const other of enabled) if (other !== choice) prefixes.push([...run.schedule, other])
      } else if (choice !== usual) {
        preemptions += costs
      }
      run.step(choice)
      steps += 1
      if (run.thrown !== undefined) return { runs, steps, failure: run.failure(run.thrown) }
    }
    const message = run.scenario.check()
    if (message !== undefined) return { runs, steps, failure: run.failure(message) }
  }
  return { runs, steps, failure: undefined }
}

/** The first thread behind `last` that can go on, or the first of all. */
function nextOf(enabled: readonly number[], last: number): number {
  return (enabled.find((thread) => thread > last) ?? enabled[0]) as number
}

/** Runs one schedule again and tells each step: `thief 1: Atomics.load(words, this.head)`. */
export function replay(make: () => Scenario, schedule: string[]): string[] {
  const run = new Run(make())
  const told: string[] = []
  for (const name of schedule) {
    const choice = run.names.indexOf(name)
    const next = run.next(choice)
    told.push(`${name}: ${typeof next === 'string' ? next : 'goes on'}`)
    run.step(choice)
  }
  return told
}

class Run {
  readonly scenario: Scenario
  readonly names: string[]
  readonly schedule: number[] = []
  current = -1
  /** What a thread has thrown. */
  thrown: string | undefined
  private readonly threads: Thread[]
  private readonly states: IteratorResult<Step, void>[]
  private readonly able: number[] = []

  constructor(scenario: Scenario) {
    this.scenario = scenario
    this.names = Object.keys(scenario.threads)
    this.threads = Object.values(scenario.threads)
    // Up to the first scheduling point: nothing before it is seen by others.
    this.states = this.threads.map((thread) => thread.next())
  }

  /** Threads that can take a step; the same array each time. */
  enabled(): readonly number[] {
    const enabled = this.able
    enabled.length = 0
    for (let index = 0; index < this.states.length; index++) {
      const state = this.states[index] as IteratorResult<Step, void>
      if (!state.done && (typeof state.value === 'string' || state.value())) enabled.push(index)
    }
    return enabled
  }

  next(index: number): Step | undefined {
    return this.states[index]?.value ?? undefined
  }

  step(index: number): void {
    this.schedule.push(index)
    this.current = index
    try {
      this.states[index] = (this.threads[index] as Thread).next()
    } catch (error) {
      this.thrown = error instanceof Error ? (error.stack ?? error.message) : String(error)
    }
  }

  failure(message: string): Failure {
    return { message, schedule: this.schedule.map((index) => this.names[index] as string) }
  }
}
