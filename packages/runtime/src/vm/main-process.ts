import { type Endpoint, isPid, isRef, makeRef, type NameTable, type Pid, type Ref } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { checkOptions } from '../options.ts'
import { patternOf, RECEIVE_OPTIONS, type ReceiveOptions } from '../process/receive.ts'
import { checkTimeout } from '../process/wait-timer.ts'
import { ProcessSignal } from '../signals/kinds.ts'
import { copyTerm } from '../terms/copy.ts'
import { encodeTerm } from '../terms/encode.ts'
import type { FunctionTable } from '../terms/functions.ts'
import { MainMailbox } from './main-mailbox.ts'
import type { Output } from './output.ts'

/** The main thread as a process among the others: what it sends, monitors and receives. Its methods are those of the VM, where they are described. */
export class MainProcess {
  readonly mailbox: MainMailbox
  readonly #endpoint: Endpoint<MainMailbox>
  readonly #functions: FunctionTable
  readonly #names: NameTable
  readonly #output: Output
  #refs = 0

  constructor(endpoint: Endpoint<MainMailbox>, functions: FunctionTable, names: NameTable, output: Output) {
    this.#endpoint = endpoint
    this.#functions = functions
    this.#names = names
    this.#output = output
    const slot = endpoint.slots.take()
    const expected = endpoint.nextTicket(slot)
    this.mailbox = new MainMailbox(endpoint.openRow(slot), expected)
    endpoint.table.set(this.mailbox)
  }

  get pid(): Pid {
    return this.mailbox.pid
  }

  send(target: Pid | string, message: unknown): void {
    const to = typeof target === 'string' ? this.whereis(target) : target
    if (to === undefined) throw new BadArg(`vm.send: no process is registered as ${inspect(target)}`)
    if (!isPid(to)) throw new BadArg(`vm.send: ${inspect(to)} is neither a pid nor a name`)
    // A copy first: a getter of the message may itself send.
    const copy = copyTerm(message, 'message', this.#functions)
    encodeTerm(this.#endpoint.begin(), this.#endpoint.extras, copy, 'message', this.#functions)
    this.#post(to, ProcessSignal.message)
  }

  receive<R>(pattern: unknown, options: ReceiveOptions<R> | undefined): Promise<unknown> {
    if (options !== undefined) checkOptions('vm.receive', options, RECEIVE_OPTIONS)
    const after = options?.after ?? Number.POSITIVE_INFINITY
    checkTimeout('vm.receive', after)
    this.#output.drain()
    return this.mailbox.receive(patternOf(pattern), after, options?.otherwise)
  }

  monitor(target: Pid | string): Ref {
    const pid = typeof target === 'string' ? this.whereis(target) : target
    if (pid !== undefined && !isPid(pid)) throw new BadArg(`vm.monitor: ${inspect(pid)} is neither a pid nor a name`)
    const ref = makeRef(0, ++this.#refs)
    this.mailbox.monitor(ref, target, pid)
    if (pid === undefined) {
      this.mailbox.takeDown(ref, 'noproc')
    } else if (pid !== this.pid) {
      const payload = this.#endpoint.begin()
      payload.f64(this.pid)
      payload.f64(ref)
      this.#post(pid, ProcessSignal.monitor)
    }
    return ref
  }

  demonitor(ref: Ref): void {
    if (!isRef(ref)) throw new BadArg(`vm.demonitor: ${inspect(ref)} is no ref`)
    const target = this.mailbox.demonitor(ref)
    if (typeof target !== 'number') return
    this.#endpoint.begin().f64(ref)
    this.#post(target, ProcessSignal.demonitor)
  }

  exit(pid: Pid, reason: unknown): void {
    if (!isPid(pid)) throw new BadArg(`vm.exit: ${inspect(pid)} is no pid`)
    const copy = copyTerm(reason, 'reason', this.#functions)
    const payload = this.#endpoint.begin()
    payload.f64(this.pid)
    encodeTerm(payload, this.#endpoint.extras, copy, 'reason', this.#functions)
    this.#post(pid, ProcessSignal.exit)
  }

  whereis(name: string): Pid | undefined {
    const index = this.#names.find(name)
    const pid = index === -1 ? 0 : this.#names.pidOf(index)
    return pid === 0 ? undefined : pid
  }

  #post(to: Pid, kind: number): void {
    this.#endpoint.sendTo(to, kind)
    this.#endpoint.flush()
  }
}
