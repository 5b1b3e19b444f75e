import type { Pid, Ref } from '@multibeam/scheduler'
import { Process } from '../../process/process.ts'
import { receive, timeout } from '../../process/receive.ts'
import type { RestartType, Shutdown } from '../child-spec.ts'
import { isOrderly } from './verdict.ts'

type Down = readonly ['DOWN', Ref, 'process', Pid, reason: unknown]
type Exit = readonly ['EXIT', Pid, reason: unknown]

/**
 * Stops a linked process, and returns the reason with which it has exited: by `'kill'`, or by `'shutdown'` and, when the milliseconds are over,
 * by `'kill'`. Source: supervisor.erl, `shutdown/1`.
 */
export function* stop(pid: Pid, shutdown: Shutdown): Process<unknown> {
  const ref = Process.monitor(pid)
  Process.exit(pid, shutdown === 'brutalKill' ? 'kill' : 'shutdown')
  const after = shutdown === 'brutalKill' ? Number.POSITIVE_INFINITY : shutdown
  let down = yield* receive<Down>(['DOWN', ref], { after })
  if (down === timeout) {
    Process.exit(pid, 'kill')
    down = yield* receive<Down>(['DOWN', ref])
  }
  return yield* flushExit(pid, down[4])
}

/** No EXIT of the process comes any more; the reason in the one that has come, which tells more than `'noproc'`. */
export function* flushExit(pid: Pid, otherwise: unknown): Process<unknown> {
  Process.unlink(pid)
  const exit = yield* receive<Exit>(['EXIT', pid], { after: 0 })
  return exit === timeout ? otherwise : exit[2]
}

/** Whether a child that was stopped has exited as it should. */
export function isExpected(reason: unknown, restart: RestartType, shutdown: Shutdown): boolean {
  if (reason === (shutdown === 'brutalKill' ? 'killed' : 'shutdown')) return true
  return restart !== 'permanent' && isOrderly(reason)
}
