import type { RestartType } from '../child-spec.ts'
import type { AutoShutdown } from './options.ts'

/** What becomes of a child that has exited by itself: it is started anew, its spec stays without a process, or its spec goes, too. */
export type Verdict = 'restart' | 'keep' | 'remove'

/** Source: supervisor.erl, `do_restart/3`. */
export function verdictOn(restart: RestartType, reason: unknown): Verdict {
  if (restart === 'permanent') return 'restart'
  if (restart === 'temporary') return 'remove'
  return isOrderly(reason) ? 'keep' : 'restart'
}

/** `'normal'`, `'shutdown'` and `['shutdown', term]`: nothing has gone wrong. */
export function isOrderly(reason: unknown): boolean {
  return reason === 'normal' || isShutdown(reason)
}

export function isShutdown(reason: unknown): boolean {
  return reason === 'shutdown' || (Array.isArray(reason) && reason.length === 2 && reason[0] === 'shutdown')
}

/** A child as far as automatic shutdown is concerned. */
export interface Significance {
  readonly spec: { readonly significant: boolean }
  /** Undefined: it does not run. */
  readonly pid: unknown
}

/**
 * Whether a supervisor ends now that a child has exited by itself and is not restarted; `children` are as they are without it.
 * Source: supervisor.erl, `do_auto_shutdown/2`.
 */
export function endsWith(autoShutdown: AutoShutdown, significant: boolean, children: Iterable<Significance>): boolean {
  if (!significant || autoShutdown === 'never') return false
  if (autoShutdown === 'anySignificant') return true
  for (const { spec, pid } of children) if (spec.significant && pid !== undefined) return false
  return true
}
