import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { checkOptions } from '../../options.ts'
import { START_OPTIONS, type StartOptions } from '../start/start.ts'
import type { Intensity } from './intensity.ts'
import { STRATEGIES, type Strategy } from './strategy.ts'

/**
 * Whether a supervisor ends, with `'shutdown'`, when a significant child has exited by itself and is not restarted: never; with the first one; with the
 * last one that runs.
 */
export type AutoShutdown = 'never' | 'anySignificant' | 'allSignificant'

export const AUTO_SHUTDOWNS: readonly AutoShutdown[] = ['never', 'anySignificant', 'allSignificant']

/** How often a supervisor restarts children before it gives up: it stops all of them, and exits with `'shutdown'`. */
export interface IntensityOptions {
  /** Restarts within `maxSeconds` that are allowed. Default 3, as in Elixir. */
  maxRestarts?: number
  /** Default 5. */
  maxSeconds?: number
}

export interface SupervisorOptions extends IntensityOptions {
  /** Who is restarted with a child that has exited. Default `one_for_one`. */
  strategy?: Strategy
  /** Default `never`. */
  autoShutdown?: AutoShutdown
}

export interface CompleteOptions extends Intensity {
  readonly strategy: Strategy
  readonly autoShutdown: AutoShutdown
}

export const SUPERVISOR_OPTIONS = [
  'strategy',
  'maxRestarts',
  'maxSeconds',
  'autoShutdown',
] as const satisfies (keyof SupervisorOptions)[]

/** A supervisor's options, completed, and those of its start. Throws BadArg. */
export function splitOptions(call: string, options: SupervisorOptions & StartOptions): [CompleteOptions, StartOptions] {
  checkOptions(call, options, [...SUPERVISOR_OPTIONS, ...START_OPTIONS])
  const { strategy, maxRestarts, maxSeconds, autoShutdown, ...forStart } = options
  return [completeOptions(call, options), forStart]
}

/** The options with what is left out. Throws BadArg. */
export function completeOptions(call: string, options: SupervisorOptions): CompleteOptions {
  const { strategy = 'one_for_one', autoShutdown = 'never' } = options
  if (!STRATEGIES.includes(strategy)) {
    throw new BadArg(`${call}: ${inspect(strategy)} is no strategy; there are ${STRATEGIES.join(', ')}`)
  }
  if (!AUTO_SHUTDOWNS.includes(autoShutdown)) {
    throw new BadArg(`${call}: autoShutdown is ${inspect(autoShutdown)}; give one of ${AUTO_SHUTDOWNS.join(', ')}`)
  }
  return { strategy, autoShutdown, ...completeIntensity(call, options) }
}

/** Default: Elixir's. Throws BadArg. */
export function completeIntensity(call: string, { maxRestarts = 3, maxSeconds = 5 }: IntensityOptions): Intensity {
  if (maxRestarts !== Number.POSITIVE_INFINITY && !(Number.isSafeInteger(maxRestarts) && maxRestarts >= 0)) {
    throw new BadArg(`${call}: maxRestarts is ${inspect(maxRestarts)}; give a whole number from 0, or Infinity`)
  }
  if (!(typeof maxSeconds === 'number' && maxSeconds > 0)) {
    throw new BadArg(`${call}: maxSeconds is ${inspect(maxSeconds)}; give a number above 0`)
  }
  return { maxRestarts, maxSeconds }
}
