export type { Pid, Ref } from '@multibeam/scheduler'
export { Agent, type AgentFunction, type AgentOptions } from './behaviours/agent/agent.ts'
export type { ChildId, ChildOptions, ChildSpec, ChildStart, RestartType, Shutdown } from './behaviours/child-spec.ts'
export { DynamicSupervisor, type DynamicSupervisorOptions } from './behaviours/dynamic-supervisor/dynamic-supervisor.ts'
export type { From } from './behaviours/gen/messages.ts'
export type { GenServerOptions } from './behaviours/gen-server/definition.ts'
export { GenServerDefinition } from './behaviours/gen-server/definition.ts'
export { GenServer } from './behaviours/gen-server/gen-server.ts'
export type { MultiReply } from './behaviours/gen-server/multi-call.ts'
export {
  type Ignore,
  ignore,
  type Next,
  type NoReply,
  noreply,
  type Reply,
  reply,
  type Stop,
  stop,
} from './behaviours/gen-server/outcome.ts'
export type { AnyResponse, RequestId, Requests, Response } from './behaviours/gen-server/requests.ts'
export type { PartitionSupervisorOptions } from './behaviours/partition-supervisor/options.ts'
export { PartitionSupervisor } from './behaviours/partition-supervisor/partition-supervisor.ts'
export type { Registered } from './behaviours/registry/entries.ts'
export type { RegistryEntry } from './behaviours/registry/lookups.ts'
export type { RegistryOptions } from './behaviours/registry/options.ts'
export { Registry, RegistryVia } from './behaviours/registry/registry.ts'
export { ProcLib } from './behaviours/start/proc-lib.ts'
export type { ServerName, ServerRef, ViaName } from './behaviours/start/server-name.ts'
export type { StartOptions } from './behaviours/start/start.ts'
export {
  NotStarted,
  Started,
  StartedMonitored,
  type StartMonitorResult,
  type StartResult,
} from './behaviours/start/start-result.ts'
export { Via, type ViaCallbacks } from './behaviours/start/via.ts'
export type { CompleteChildSpec } from './behaviours/supervisor/complete-spec.ts'
export type { SupervisorDefinition, TreeOptions } from './behaviours/supervisor/define.ts'
export type { AutoShutdown, SupervisorOptions } from './behaviours/supervisor/options.ts'
export { formatSupervisorReport, type SupervisorReport } from './behaviours/supervisor/report.ts'
export type { ChildCount, ChildInfo } from './behaviours/supervisor/requests.ts'
export type { Strategy } from './behaviours/supervisor/strategy.ts'
export { Supervisor } from './behaviours/supervisor/supervisor.ts'
export { Sys, type SystemStatistics, type SystemStatus } from './behaviours/sys/sys.ts'
export type { StreamOptions } from './behaviours/task/stream-options.ts'
export { Task } from './behaviours/task/task.ts'
export type { TaskResult } from './behaviours/task/task-type.ts'
export { type DirtyOptions, dirty, dirtyWith } from './dirty/dirty.ts'
export { BadArg, type ErrorCode, MultibeamError, ProcessExit, SystemLimit } from './errors.ts'
export { type Mfa, mfa } from './functions/mfa.ts'
export { inspect } from './inspect.ts'
export { type CrashReport, formatCrash } from './machine/crash-report.ts'
export type { LongSchedule } from './machine/monitoring.ts'
export type { ProcessInfo } from './machine/process-info.ts'
export { _ } from './mailbox/pattern.ts'
export type { AliasOptions } from './process/alias.ts'
export { exit } from './process/exit.ts'
export { ExitSignal } from './process/exit-signal.ts'
export type { ProcessFlags } from './process/flag.ts'
export { makeRef, self } from './process/identity.ts'
export type { DemonitorOptions, MonitorOptions } from './process/monitor.ts'
export { Process } from './process/process.ts'
export { type ReceiveOptions, receive, type Timeout, timeout } from './process/receive.ts'
export type { QueueLimit } from './process/record.ts'
export { type SendOptions, send } from './process/send.ts'
export { sleep } from './process/sleep.ts'
export { type SpawnOptions, spawn, spawnLink, spawnMonitor, spawnWith } from './process/spawn.ts'
export type { ProcessFunction, Suspension } from './process/suspension.ts'
export { Timer } from './process/timer-tc.ts'
export { wait } from './process/wait.ts'
export { type AtomicsInfo, type AtomicsOptions, type AtomicsRef, atomics } from './shared-state/atomics.ts'
export { type Counters, type CountersOptions, counters } from './shared-state/counters.ts'
export { type CounterChange, Ets, type RowMatch, type Table } from './shared-state/ets/ets.ts'
export type { TableInfo } from './shared-state/ets/operations.ts'
export type { TableOptions } from './shared-state/ets/options.ts'
export { persistentTerm } from './shared-state/persistent-term/persistent-term.ts'
export type { SystemMonitorOptions } from './system/monitor.ts'
export type { SchedulerStatistics } from './system/statistics.ts'
export { System } from './system/system.ts'
export { UnsendableTerm } from './terms/unsendable.ts'
export type { VMOptions } from './vm/options.ts'
export { VM, type VMEvents } from './vm/vm.ts'
