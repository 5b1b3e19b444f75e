import { Random } from '@multibeam/scheduler'
import { Model } from './model.ts'
import type { NameOperation, Operation, Program, Reason, ReceivePattern, SpawnKind, Step } from './program.ts'

/** What the model expects after each step: who lives, and how many messages each of them has. The check of the model itself. */
export type Expected = readonly (readonly [process: number, messages: number])[]

export interface Generated {
  program: Program
  expected: Expected[]
}

/** A program as tried: who does what. What cannot be done, or has more than one outcome, is left out when it is assembled. */
export type Draft = readonly (readonly [actor: number, operations: readonly Operation[]])[]

const MOST_PROCESSES = 8
const NAMES = ['n1', 'n2', 'n3']
const REASONS: readonly Reason[] = ['normal', 'kill', 'boom', 'boom', 'shutdown', ['shutdown', 1], 'noproc']

/** The program of a seed. */
export function generate(seed: number): Generated {
  const assembly = new Assembly(seed)
  const random = new Random(seed)
  const steps = 6 + random.below(11)
  for (let i = 0; i < steps; i++) {
    const living = assembly.model.living()
    if (living.length === 0) break
    assembly.begin(pick(random, living))
    const wanted = 1 + random.below(6)
    // Twice as many are tried: some are races.
    for (let tries = 0, done = 0; tries < 2 * wanted && done < wanted && !assembly.ended; tries++) {
      if (assembly.add(choose(random, assembly))) done++
    }
    assembly.finish()
  }
  return assembly.result()
}

/** A program of the operations that have one outcome. */
export function assemble(seed: number, draft: Draft): Generated {
  const assembly = new Assembly(seed)
  for (const [actor, operations] of draft) {
    if (!assembly.model.living().includes(actor)) continue
    assembly.begin(actor)
    for (const operation of operations) if (!assembly.ended) assembly.add(operation)
    assembly.finish()
  }
  return assembly.result()
}

export function draftOf({ steps }: Program): Draft {
  return steps.map(([actor, operations, last]) => [actor, last === 'none' ? operations : [...operations, last]])
}

/** All drafts with a step or an operation less, the shortest first. */
export function* shorter(draft: Draft): Generator<Draft> {
  for (const size of [8, 4, 2, 1]) {
    for (let at = 0; at + size <= draft.length; at += size) yield draft.toSpliced(at, size)
  }
  for (const [index, [actor, operations]] of draft.entries()) {
    if (operations.length === 1) continue
    for (let at = 0; at < operations.length; at++) {
      yield draft.with(index, [actor, operations.toSpliced(at, 1)])
    }
  }
}

class Assembly {
  model = new Model()
  /** Whether the actor of the step has ended. */
  ended = false
  messages = 0
  monitors = 0
  readonly #seed: number
  readonly #steps: Step[] = []
  readonly #expected: Expected[] = []
  #operations: Operation[] = []
  #last: Operation | 'none' = 'none'

  constructor(seed: number) {
    this.#seed = seed
  }

  begin(actor: number): void {
    this.model.beginStep(actor)
    this.ended = false
    this.#operations = []
    this.#last = 'none'
  }

  add(operation: Operation): boolean {
    const next = this.model.clone()
    const verdict = next.apply(operation)
    if (verdict === 'race' || verdict === 'impossible') return false
    this.model = next
    if (verdict === 'last') {
      this.ended = true
      this.#last = operation
    } else {
      this.#operations.push(operation)
    }
    return true
  }

  finish(): void {
    if (this.#operations.length === 0 && this.#last === 'none') return
    this.#steps.push([this.model.actor, this.#operations, this.#last])
    this.#expected.push(this.model.living().map((index) => [index, this.model.processes[index]?.queue.length ?? 0]))
  }

  result(): Generated {
    return { program: { seed: this.#seed, steps: this.#steps }, expected: this.#expected }
  }
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.below(from.length)] as T
}

/** A living process mostly, a dead one now and then. */
function pickProcess(random: Random, model: Model): number {
  return random.below(6) === 0 ? random.below(model.processes.length) : pick(random, model.living())
}

function choose(random: Random, assembly: Assembly): Operation {
  const { model } = assembly
  const crowd = model.processes.length
  const few = model.living().length < 4 && crowd < MOST_PROCESSES
  if (few && random.below(3) !== 0) return chooseSpawn(random, assembly)
  const process = pickProcess(random, model)
  switch (random.below(28)) {
    case 0:
      if (crowd < MOST_PROCESSES) return chooseSpawn(random, assembly)
      return ['alive', process]
    case 1:
    case 2:
    case 3:
    case 4:
      return ['send', process, random.below(2) === 0 ? 'a' : 'b', assembly.messages++]
    case 5:
    case 6:
    case 7:
      return ['link', process]
    case 8:
      return ['unlink', process]
    case 9:
    case 10:
    case 11:
      return ['monitor', process, `m${assembly.monitors++}`]
    case 12: {
      const name = pick(random, NAMES)
      return ['monitorName', name, `m${assembly.monitors++}`, model.owner(name)]
    }
    case 13:
    case 14:
      return chooseDemonitor(random, model)
    case 15:
    case 16:
      return ['trap', random.below(4) !== 0]
    case 17:
    case 18:
    case 19:
      return ['exit', process, pick(random, REASONS)]
    case 20:
      return chooseEnding(random)
    case 21:
    case 22: {
      const operation = chooseNameOperation(random, assembly, process)
      return random.below(6) === 0 ? ['uncaught', operation] : operation
    }
    case 23:
      return ['whereis', pick(random, NAMES)]
    case 24:
      return ['alive', process]
    case 25:
    case 26:
      return random.below(5) === 0 ? ['drain'] : ['receive', choosePattern(random, assembly)]
    default:
      return ['receive', choosePattern(random, assembly)]
  }
}

function chooseSpawn(random: Random, assembly: Assembly): Operation {
  const kind = pick<SpawnKind>(random, ['plain', 'link', 'link', 'monitor'])
  const child = assembly.model.processes.length
  const monitor = kind === 'monitor' ? `m${assembly.monitors++}` : 'none'
  if (random.below(5) !== 0) return ['spawn', kind, child, monitor]
  const numbers = Array.from({ length: random.below(3) }, () => assembly.messages++)
  const ending = chooseEnding(random)
  return ['run', kind, child, monitor, numbers, ending[1], ending[2]]
}

function chooseEnding(random: Random): Operation & readonly ['die', unknown, unknown] {
  switch (random.below(8)) {
    case 0:
      return ['die', 'return', 'normal']
    case 1:
    case 2:
      return ['die', 'error', 'crash']
    case 3:
      return ['die', 'throw', 'ball']
    default:
      return ['die', 'exit', pick(random, REASONS)]
  }
}

function chooseDemonitor(random: Random, model: Model): Operation {
  const own = [...model.monitors].filter(([, { owner }]) => owner === model.actor)
  if (own.length === 0 || random.below(12) === 0) {
    return random.below(4) === 0 ? ['demonitorUnknown'] : ['catchExit', pick(random, REASONS)]
  }
  return ['demonitor', pick(random, own)[0], pick(random, ['plain', 'flush', 'info', 'flushInfo'])]
}

function chooseNameOperation(random: Random, assembly: Assembly, process: number): NameOperation {
  const name = pick(random, NAMES)
  switch (random.below(6)) {
    case 0:
      return ['unregister', name]
    case 1:
    case 2:
      return ['sendName', name, random.below(2) === 0 ? 'a' : 'b', assembly.messages++]
    default:
      return ['register', process, random.below(20) === 0 ? 'undefined' : name]
  }
}

function choosePattern(random: Random, { model }: Assembly): ReceivePattern {
  const queue = model.processes[model.actor]?.queue ?? []
  if (queue.length === 0 || random.below(8) === 0) {
    return pick<ReceivePattern>(random, [['any'], ['tag', 'EXIT'], ['tag', 'b'], ['either', 'a', 'DOWN']])
  }
  // Often one in the middle of the queue.
  const entry = pick(random, queue)
  switch (random.below(5)) {
    case 0:
      return ['any']
    case 1:
      return ['tag', entry.tag]
    case 2:
      return ['either', pick(random, ['a', 'b', 'EXIT', 'DOWN']), entry.tag]
    default:
      if (entry.tag === 'EXIT') return ['exitOf', entry.number]
      if (entry.tag === 'DOWN') return ['down', entry.monitor]
      return ['number', entry.tag === 'a' ? 'a' : 'b', entry.number]
  }
}
