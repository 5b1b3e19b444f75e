import { copyTerm } from '../terms/copy.ts'
import { encodeTerm } from '../terms/encode.ts'
import type { Machine } from './machine.ts'

/** Sends the main thread a report, a term, under the number of its notice. */
export function sendReport(machine: Machine, notice: number, report: unknown): void {
  const { endpoint, functions } = machine
  // A copy first: a getter of what is reported may send, or throw.
  const copy = copyTerm(report, 'report', functions)
  endpoint.begin().u8(notice)
  encodeTerm(endpoint.payload, endpoint.extras, copy, 'report', functions)
  endpoint.notify(0)
  machine.scheduler.attend()
}
