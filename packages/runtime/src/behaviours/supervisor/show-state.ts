import { processFor } from '../../machine/current.ts'
import { rareOf, type SupervisorState } from '../../process/record.ts'

/** Lets the observer look at what this supervisor knows. */
export function showState(state: SupervisorState): void {
  rareOf(processFor('Supervisor')).supervisor = state
}
