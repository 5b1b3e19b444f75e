import type { Pid } from '@multibeam/scheduler'
import type { ProcessRecord } from '../process/record.ts'
import { claimName, releaseName } from '../signals/names.ts'
import { applySuspend } from '../signals/suspends.ts'
import type { Machine } from './machine.ts'
import { itemsOf } from './process-info.ts'
import type { Question } from './question.ts'

/** Answers on the scheduler of the process that is asked about, in the order of signals: what the asker has sent before has arrived. */
export function answer(machine: Machine, process: ProcessRecord, asker: Pid, question: Question): unknown {
  switch (question[0]) {
    case 'info':
      return itemsOf(machine, process, question[1])
    case 'observe':
      // Its code has been loaded if the scheduler knows that it is observed.
      return machine.observing?.detailsOf(process)
    case 'alive':
      return true
    case 'register':
      return claimName(machine, process, question[1])
    case 'unregister':
      return releaseName(machine, process, question[1])
    case 'timer':
      return machine.timers.ask(question[1], question[2]) ?? false
    case 'suspend':
      applySuspend(process, asker)
      return true
  }
}
