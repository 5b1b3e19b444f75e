import type { Machine } from '../machine/machine.ts'
import { TraceMemory } from './memory.ts'
import { MachineTracer, type TraceClock } from './tracer.ts'

/** A scheduler records what it does from here on, in place of what it recorded in before. */
export function traceMachine(machine: Machine, buffer: SharedArrayBuffer, clock: TraceClock): void {
  machine.tracer?.stops()
  machine.tracer = new MachineTracer(machine, new TraceMemory(buffer), clock)
  machine.scheduler.trace(machine.tracer)
}

/** It records nothing any more. */
export function untraceMachine(machine: Machine): void {
  machine.tracer?.stops()
  machine.tracer = null
  machine.scheduler.trace(null)
}
