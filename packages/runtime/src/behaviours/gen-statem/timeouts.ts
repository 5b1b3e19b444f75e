import { self } from '../../process/identity.ts'
import { cancelTimer, startTimer } from '../../process/message-timer.ts'
import type { Process } from '../../process/suspension.ts'
import { type StatemAction, type StatemEvent, timeoutEvent, timerKeyOf } from './event.ts'
import type { MachineState, RunningTimeout } from './machine-state.ts'

/** What a timer of a machine carries, behind the tag: which time-out it is. */
const MARK = '$statem'

/** Does what an action says about time-outs. Source: gen_statem's `timeout_action()`. */
export function* changeTimeout(machine: MachineState, action: StatemAction): Process {
  switch (action[0]) {
    case 'stateTimeout':
    case 'timeout':
      yield* setTimeoutOf(machine, action[0], action[1], action[2])
      break
    case 'namedTimeout':
      yield* setTimeoutOf(machine, timerKeyOf(['timeout', action[1]]), action[2], action[3])
      break
    case 'cancel':
      yield* cancelTimeout(machine, timerKeyOf(action[1]))
      break
    case 'update': {
      const key = timerKeyOf(action[1])
      const running = machine.timeouts.get(key)
      // One that does not run is as one of no time. Source: gen_statem, `{Timeout, update, Content}`.
      if (running === undefined) yield* setTimeoutOf(machine, key, 0, action[2])
      else running.content = action[2]
    }
  }
}

function* setTimeoutOf(machine: MachineState, key: string, ms: number, content: unknown): Process {
  yield* cancelTimeout(machine, key)
  if (ms === Number.POSITIVE_INFINITY) return
  const running: RunningTimeout = { ref: ms === 0 ? 0 : startTimer(ms, self(), [MARK, key]), content }
  machine.timeouts.set(key, running)
  if (ms === 0) machine.queue.push({ timeout: key, running })
}

export function* cancelTimeout({ timeouts }: MachineState, key: string): Process {
  const running = timeouts.get(key)
  if (running === undefined) return
  timeouts.delete(key)
  // Its message may be in the mailbox: `takeTimeout` then knows that it is nobody's.
  if (running.ref !== 0) yield* cancelTimer(running.ref)
}

/** Whether a message is of one of the machine's own timers. */
export function isTimeout(message: unknown): message is readonly ['timeout', number, readonly [string, string]] {
  return Array.isArray(message) && message[0] === 'timeout' && Array.isArray(message[2]) && message[2][0] === MARK
}

/** The event of a timer's message, undefined if it has been cancelled since. */
export function takeTimeout(
  { timeouts }: MachineState,
  [, ref, [, key]]: readonly ['timeout', number, readonly [string, string]],
): StatemEvent | undefined {
  const running = timeouts.get(key)
  if (running?.ref !== ref) return undefined
  timeouts.delete(key)
  return timeoutEvent(key, running.content)
}

/** The event of a time-out of no time whose turn it is. */
export function takeZeroTimeout(
  { timeouts }: MachineState,
  key: string,
  running: RunningTimeout,
): StatemEvent | undefined {
  if (timeouts.get(key) !== running) return undefined
  timeouts.delete(key)
  return timeoutEvent(key, running.content)
}
