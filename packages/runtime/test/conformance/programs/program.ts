/**
 * What a program is: data that `interpreter.ts` runs on Multibeam and `programs.erl` on Erlang/OTP.
 *
 * Processes are numbered in the order in which they are started, 0 is there from the beginning. Monitors have names, `m0`, `m1`, …;
 * user messages are `[tag, number]`, and no two have the same number.
 */

export type Reason = string | readonly [string, number]
export type Tag = 'a' | 'b'
export type SpawnKind = 'plain' | 'link' | 'monitor'
export type DemonitorKind = 'plain' | 'flush' | 'info' | 'flushInfo'
export type Ending = 'exit' | 'error' | 'throw' | 'return'

export type ReceivePattern =
  | readonly ['any']
  | readonly ['tag', string]
  /** Two clauses, in this order. */
  | readonly ['either', string, string]
  | readonly ['number', Tag, number]
  | readonly ['exitOf', number]
  | readonly ['down', string]

/** Operations that throw `badarg` when a name is not free, not taken, or the process is dead. */
export type NameOperation =
  | readonly ['sendName', name: string, tag: Tag, number: number]
  | readonly ['register', process: number, name: string]
  | readonly ['unregister', name: string]

export type Operation =
  /** The name of the monitor is none but for the kind `monitor`. */
  | readonly ['spawn', kind: SpawnKind, child: number, monitor: string]
  /** The child sends its parent messages with the tag `a`, and ends. */
  | readonly [
      'run',
      kind: SpawnKind,
      child: number,
      monitor: string,
      numbers: readonly number[],
      how: Ending,
      reason: Reason,
    ]
  | readonly ['send', to: number, tag: Tag, number: number]
  | NameOperation
  /** The exception is not caught. */
  | readonly ['uncaught', NameOperation]
  | readonly ['link', to: number]
  | readonly ['unlink', to: number]
  | readonly ['monitor', to: number, monitor: string]
  /** The target is the process that the name stands for when this is reached; -1: nobody. */
  | readonly ['monitorName', name: string, monitor: string, target: number]
  | readonly ['demonitor', monitor: string, how: DemonitorKind]
  | readonly ['demonitorUnknown']
  | readonly ['trap', on: boolean]
  | readonly ['exit', to: number, reason: Reason]
  | readonly ['die', how: Ending, reason: Reason]
  | readonly ['catchExit', reason: Reason]
  | readonly ['whereis', name: string]
  | readonly ['alive', process: number]
  | readonly ['receive', pattern: ReceivePattern]
  | readonly ['drain']

/**
 * One process acts, all others are quiescent before and after. `last` is the operation that ends the actor, at once or when a signal comes
 * back; what it returns is not observed.
 */
export type Step = readonly [actor: number, operations: readonly Operation[], last: Operation | 'none']

export interface Program {
  /** With which the generator makes it again, unless it has been shrunk. */
  readonly seed: number
  readonly steps: readonly Step[]
}

/** Pids are written `p0`, monitors by their names, exceptions `['error', what]` and `['nocatch', value]`. */
export type Written = string | number | boolean | readonly Written[]

/** What was observed in a step; only queues and links that changed. */
export type StepTrace = readonly [
  results: readonly Written[],
  deaths: readonly (readonly [process: number, reason: Written])[],
  queues: readonly (readonly [process: number, messages: readonly Written[]])[],
  links: readonly (readonly [process: number, links: readonly number[]])[],
]

export type Trace = readonly StepTrace[] | readonly ['failed', string]

/** A program in lines for a reader. */
export function describeProgram(program: Program): string {
  const lines = [`program with seed ${program.seed}`]
  for (const [index, [actor, operations, last]] of program.steps.entries()) {
    const all = last === 'none' ? operations : [...operations, last]
    lines.push(`  step ${index + 1}, p${actor}: ${all.map(describeOperation).join('; ')}`)
  }
  return lines.join('\n')
}

function describeOperation(operation: Operation | NameOperation): string {
  const [name, ...args] = operation
  if (operation[0] === 'uncaught') return `${describeOperation(operation[1])} (uncaught)`
  return `${name} ${args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg))).join(' ')}`.trim()
}
