import { execution } from '@multibeam/compiler/support'
import { type ByteReader, ByteWriter, type Extras, TaskStatus, type Transferable } from '@multibeam/scheduler'
import type { OrdinaryIdentity } from '../functions/ordinary.ts'
import { machine as current, processFor } from '../machine/current.ts'
import type { Machine } from '../machine/machine.ts'
import { NOTHING, type ProcessRecord } from '../process/record.ts'
import { OPERATION } from '../process/reductions.ts'
import { Step, type Suspended, suspended } from '../process/suspension.ts'
import { Accept, type Waiting } from '../process/waiting.ts'
import { Notice } from '../signals/kinds.ts'
import { decodeTerm } from '../terms/decode.ts'
import { encodeTerm } from '../terms/encode.ts'
import { moveExtras } from '../terms/transfer.ts'
import { DirtyEnd, type Encoded, errorOf, writeRequest } from './wire.ts'

/** What a process is resumed with when its call has ended. */
class Ended {
  readonly end: DirtyEnd
  readonly term: unknown

  constructor(end: DirtyEnd, term: unknown) {
    this.end = end
    this.term = term
  }
}

/**
 * A process waits for an ordinary function that runs in another thread. It is asked for through the main thread, which answers with a signal; a
 * process that ends meanwhile has it cancelled, and what comes all the same finds nobody. The process stays on its scheduler while it waits.
 */
export class DirtyCall<T = unknown> extends Step<T> implements Waiting {
  readonly receiving = false
  readonly stateless = false
  readonly function: OrdinaryIdentity
  readonly #args: readonly unknown[]
  readonly #transfer: readonly Transferable[]
  /** Numbers the calls of a scheduler's processes; -1 before it has been asked for. */
  number = -1

  constructor(fn: OrdinaryIdentity, args: readonly unknown[], transfer: readonly Transferable[]) {
    super()
    this.function = fn
    this.#args = args
    this.#transfer = transfer
  }

  step(): T | Suspended {
    const process = processFor('dirty')
    const { handed } = process
    if (handed instanceof Ended) {
      process.handed = NOTHING
      if (handed.end !== DirtyEnd.value) throw errorOf(handed.end, handed.term)
      return handed.term as T
    }
    execution.reductions -= OPERATION
    this.#ask(current as Machine, process)
    process.waiting = this
    process.status = TaskStatus.waiting
    return suspended()
  }

  accepts(): Accept {
    return Accept.no
  }

  abandon(process: ProcessRecord): void {
    const { endpoint, scheduler } = current as Machine
    const payload = endpoint.begin()
    payload.u8(Notice.dirtyCancel)
    payload.f64(process.pid)
    payload.u32(this.number)
    endpoint.notify(0)
    scheduler.attend()
  }

  #ask(machine: Machine, { pid }: ProcessRecord): void {
    const args = this.#encode(machine)
    this.number = machine.refs.nextQuestion()
    const { endpoint } = machine
    writeRequest(endpoint.begin(), endpoint.extras, { ...this.function, pid, call: this.number, args })
    endpoint.notify(0)
  }

  #encode({ functions }: Machine): Encoded {
    // Not into the endpoint's payload at once: a getter of an argument may itself send.
    const writer = new ByteWriter()
    const extras: unknown[] = []
    const transfer = this.#transfer
    encodeTerm(writer, extras, this.#args, 'args', functions, transfer)
    const moved = transfer.length === 0 ? extras : moveExtras(extras, 'args', transfer)
    return { bytes: writer.bytes.subarray(0, writer.length), extras: moved }
  }
}

/** A dirty call of this scheduler's process has ended; dropped if it waits for something else by now. Throws ModuleNotLoaded, having done nothing. */
export function takeDirtyEnd(machine: Machine, process: ProcessRecord, payload: ByteReader, extras: Extras): void {
  const number = payload.u32()
  const end = payload.u8() as DirtyEnd
  const { waiting } = process
  if (!(waiting instanceof DirtyCall) || waiting.number !== number) return
  machine.resume(process, new Ended(end, decodeTerm(payload, extras.list, extras.from, machine.functions)))
}
