import type { Pid } from '@multibeam/scheduler'
import { exit } from '../../process/exit.ts'
import { self } from '../../process/identity.ts'
import { Process } from '../../process/process.ts'
import { initAck } from '../start/ack.ts'
import { type Duties, untilEnd } from '../supervisor/loop.ts'
import { showState } from '../supervisor/show-state.ts'
import { answerDynamic, type DynamicRequest } from './requests.ts'
import { againRestartDynamic, dynamicChildExited } from './restart.ts'
import { type CompleteDynamicOptions, type DynamicState, newDynamicState } from './state.ts'
import { stopAll } from './stop-all.ts'

const DUTIES: Duties<DynamicState, Pid, DynamicRequest> = {
  exited: dynamicChildExited,
  again: againRestartDynamic,
  answer: answerDynamic,
}

/** The life of a DynamicSupervisor's process. Ends when its parent exits, or its intensity is reached. */
export function* superviseDynamically(name: string | undefined, options: CompleteDynamicOptions): Process<never> {
  Process.flag('trapExit', true)
  const state = newDynamicState(self(), name, options)
  showState(state)
  initAck()
  const reason = yield* untilEnd(state, DUTIES)
  yield* stopAll(state)
  return exit(reason)
}
