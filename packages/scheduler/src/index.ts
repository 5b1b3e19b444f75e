export { Endpoint } from './endpoint/endpoint.ts'
export { type Executor, type Extras, REDUCTIONS, type SignalHandler, SliceResult } from './endpoint/executor.ts'
export type { HeldSignals } from './endpoint/held-signal.ts'
export { type Batch, isTransferable, type Link, type Parcel, type Transferable, WAKE } from './endpoint/link.ts'
export { SignalKind } from './endpoint/signal-kind.ts'
export { schedulerUrl } from './location.ts'
export { NameTable } from './names/name-table.ts'
export type { Casualties } from './recovery/casualties.ts'
export { Coordinator, type Undertaker } from './recovery/coordinator.ts'
export { type Mourner, Survivor } from './recovery/survivor.ts'
export type { Host } from './scheduler/host.ts'
export { Scheduler } from './scheduler/scheduler.ts'
export type { Tracer } from './scheduler/tracer.ts'
export { dumpShared } from './shared/dump.ts'
export { Header, type MemoryOptions, Statistic } from './shared/layout.ts'
export { type SharedBuffers, SharedMemory } from './shared/memory.ts'
export { ModuleTable } from './shared/module-table.ts'
export { Interleaver } from './simulator/interleaver.ts'
export { simulatedMesh } from './simulator/mesh.ts'
export { Random } from './simulator/random.ts'
export { SimulatedClock } from './simulator/simulated-clock.ts'
export { SimulatedLink } from './simulator/simulated-link.ts'
export { SimulatedThread } from './simulator/simulated-thread.ts'
export { generationOf, isPid, makePid, nodeOf, type Pid, slotOf } from './table/pid.ts'
export {
  counterOf,
  firstAliasCounter,
  isAlias,
  isRef,
  makeAlias,
  makeRef,
  nextAliasCounter,
  type Ref,
  schedulerOf,
  slotOfAlias,
} from './table/ref.ts'
export { Priority, Task, TaskStatus } from './task.ts'
export { Timer, type Unarmed } from './timers/timer.ts'
export { TimerWheel } from './timers/wheel.ts'
export { CorruptBytes } from './wire/corrupt.ts'
export { ByteReader } from './wire/reader.ts'
export { ByteWriter } from './wire/writer.ts'
