import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { checkOptions } from '../../options.ts'
import { checkTimeout } from '../../process/wait-timer.ts'
import { System } from '../../system/system.ts'
import { isShutdown, SHUTDOWNS, type Shutdown } from '../child-spec.ts'
import { TASK_TIMEOUT } from './task-type.ts'

export interface StreamOptions {
  /** Tasks that run at the same time, at the most. Default: the number of schedulers. */
  maxConcurrency?: number
  /** Default true: the results come in the order of the inputs; otherwise in the order in which the tasks end. */
  ordered?: boolean
  /** Milliseconds that each task may take. Default 5000; `Infinity` for ever. */
  timeout?: number
  /** What a task that takes longer leads to: this process exits (the default), or the task is killed and its result is `['exit', 'timeout']`. */
  onTimeout?: 'exit' | 'killTask'
  /** The reason of an exit comes with its input: `['exit', [input, reason]]`. Default false. */
  zipInputOnExit?: boolean
}

/** Of a stream below a supervisor. */
export interface SupervisedStreamOptions extends StreamOptions {
  /** How the supervisor stops a task. Default: 5000 milliseconds. */
  shutdown?: Shutdown
}

export type CheckedStreamOptions = Required<StreamOptions>

const OPTIONS: readonly string[] = [
  'maxConcurrency',
  'ordered',
  'timeout',
  'onTimeout',
  'zipInputOnExit',
] satisfies (keyof StreamOptions)[]

/** The options with their defaults. Throws BadArg for what is none. */
export function streamOptions(call: string, options: StreamOptions): CheckedStreamOptions {
  checkOptions(call, options, OPTIONS)
  const {
    maxConcurrency = System.schedulers(),
    ordered = true,
    timeout = TASK_TIMEOUT,
    onTimeout = 'exit',
    zipInputOnExit = false,
  } = options
  if (maxConcurrency !== Number.POSITIVE_INFINITY && (!Number.isInteger(maxConcurrency) || maxConcurrency < 1)) {
    throw new BadArg(`${call}: maxConcurrency is ${inspect(maxConcurrency)}; give a whole number from 1`)
  }
  if (onTimeout !== 'exit' && onTimeout !== 'killTask') {
    throw new BadArg(`${call}: onTimeout is ${inspect(onTimeout)}; there are exit and killTask`)
  }
  checkTimeout(call, timeout)
  return { maxConcurrency, ordered, timeout, onTimeout, zipInputOnExit }
}

/** Tells how tasks are stopped from the other options. Throws BadArg for what is no `shutdown`. */
export function splitSupervised(
  call: string,
  { shutdown, ...options }: SupervisedStreamOptions,
): [shutdown: Shutdown | undefined, options: StreamOptions] {
  checkShutdown(call, shutdown)
  return [shutdown, options]
}

export function checkShutdown(call: string, shutdown: Shutdown | undefined): void {
  if (shutdown === undefined || isShutdown(shutdown)) return
  throw new BadArg(`${call}: shutdown is ${inspect(shutdown)}; give ${SHUTDOWNS}`)
}
