import type { Pid } from '@multibeam/scheduler'
import type { Machine } from '../machine/machine.ts'
import { encodeTerm } from '../terms/encode.ts'

/** Sends what has been written since `begin` to a process that may be anywhere, in the order of signals. */
export function emit(machine: Machine, to: Pid, kind: number): void {
  machine.endpoint.sendTo(to, kind)
  // Written outside of a turn, it must not wait for the next one.
  machine.scheduler.attend()
}

/** The same for a pid or ref and a term, which is a copy already; `root` names it in an error. */
export function emitTerm(machine: Machine, to: Pid, kind: number, number: number, term: unknown, root: string): void {
  const payload = machine.endpoint.begin()
  payload.f64(number)
  encodeTerm(payload, machine.endpoint.extras, term, root, machine.functions)
  emit(machine, to, kind)
}
