import type { ByteReader, Extras, Pid } from '@multibeam/scheduler'
import { takeDirtyEnd } from '../dirty/call.ts'
import { answerAsk, takeAnswer } from '../machine/ask.ts'
import type { Machine } from '../machine/machine.ts'
import { deliverMessage } from '../process/deliver.ts'
import type { ProcessRecord } from '../process/record.ts'
import { decodeTerm } from '../terms/decode.ts'
import { takeAlias } from './aliases.ts'
import { takeExit } from './exits.ts'
import { ProcessSignal } from './kinds.ts'
import { linkToDead, takeLink, takeLinkExit, takeUnlink, takeUnlinked } from './links.ts'
import { monitorOfDead, takeDemonitor, takeDown, takeMonitor } from './monitors.ts'
import { takeResume } from './suspends.ts'

/** Takes in a signal for a process of this scheduler. Throws ModuleNotLoaded, having done nothing. */
export function takeSignal(
  machine: Machine,
  process: ProcessRecord,
  kind: number,
  payload: ByteReader,
  extras: Extras,
): void {
  switch (kind) {
    case ProcessSignal.message:
      deliverMessage(machine, process, decodeTerm(payload, extras.list, extras.from, machine.functions))
      return
    case ProcessSignal.ask:
      answerAsk(machine, process, payload, extras)
      return
    case ProcessSignal.answer:
      takeAnswer(machine, process, payload, extras)
      return
    case ProcessSignal.exit:
      takeExit(machine, process, payload, extras)
      return
    case ProcessSignal.linkExit:
      takeLinkExit(machine, process, payload, extras)
      return
    case ProcessSignal.link:
      takeLink(process, payload.f64() as Pid)
      return
    case ProcessSignal.unlink:
      takeUnlink(machine, process, process.pid, payload)
      return
    case ProcessSignal.unlinked:
      takeUnlinked(process, payload)
      return
    case ProcessSignal.monitor:
      takeMonitor(process, payload)
      return
    case ProcessSignal.demonitor:
      takeDemonitor(process, payload)
      return
    case ProcessSignal.down:
      takeDown(machine, process, payload, extras)
      return
    case ProcessSignal.alias:
      takeAlias(machine, process, payload, extras)
      return
    case ProcessSignal.resume:
      takeResume(machine, process, payload)
      return
    case ProcessSignal.dirtyEnded:
      takeDirtyEnd(machine, process, payload, extras)
  }
}

/** Takes in a signal for a process that is no more: some are owed an answer, the others are dropped. */
export function takeSignalToDead(machine: Machine, pid: Pid, kind: number, payload: ByteReader, extras: Extras): void {
  switch (kind) {
    case ProcessSignal.ask:
      answerAsk(machine, pid, payload, extras)
      return
    case ProcessSignal.link:
      linkToDead(machine, pid, payload)
      return
    case ProcessSignal.unlink:
      takeUnlink(machine, undefined, pid, payload)
      return
    case ProcessSignal.monitor:
      monitorOfDead(machine, payload)
  }
}
