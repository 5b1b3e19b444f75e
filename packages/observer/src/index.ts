export {
  type Counters,
  type Happening,
  type Observed,
  Refusal,
  type SchedulerCounters,
  type TraceListener,
} from './observed.ts'
export { Observer, type ObserverOptions } from './observer.ts'
export type * from './protocol.ts'
