/** Virtual time, in milliseconds. */
export class SimulatedClock {
  now = 0
}
