import { compileGraph } from '@multibeam/compiler'
import { type Endpoint, Header, type Pid } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { Mfa } from '../functions/mfa.ts'
import { inspect } from '../inspect.ts'
import { writeSpawnRequest } from '../machine/spawn-request.ts'
import { copyTerm } from '../terms/copy.ts'
import type { FunctionTable } from '../terms/functions.ts'
import type { MainMailbox } from './main-mailbox.ts'
import type { Requests } from './requests.ts'

/** A process that is to be started. */
export interface Wanted {
  /** What was called, for errors. */
  readonly call: string
  readonly fn: Mfa
  readonly args: readonly unknown[]
  /** Somebody waits for its end. */
  readonly wantsResult: boolean
  readonly scheduler: number
}

/** A process that a scheduler has started. */
export interface Started {
  spawned: Pid
  /** What it returns or how it ends; settles only if that was wanted. */
  result: Promise<unknown>
}

/** Has schedulers start processes for the main thread. */
export class Spawner {
  readonly #endpoint: Endpoint<MainMailbox>
  readonly #functions: FunctionTable
  readonly #requests: Requests
  /** Throws when the VM has ended; `call` is what was called. */
  readonly #check: (call: string) => void
  #nextScheduler = 0

  constructor(
    endpoint: Endpoint<MainMailbox>,
    functions: FunctionTable,
    requests: Requests,
    check: (call: string) => void,
  ) {
    this.#endpoint = endpoint
    this.#functions = functions
    this.#requests = requests
    this.#check = check
  }

  /** The schedulers online by turns. */
  nextScheduler(): number {
    const online = Atomics.load(this.#endpoint.memory.control, Header.schedulersOnline)
    this.#nextScheduler = (this.#nextScheduler % online) + 1
    return this.#nextScheduler
  }

  /** Starts one whose module is compiled first. */
  async compileAndSpawn(wanted: Wanted): Promise<Started> {
    const { call, fn } = wanted
    this.#check(call)
    const { url, name, index } = fn
    if (typeof name !== 'string' || name === '') throw new BadArg(`${call}: ${inspect(name)} is no name of an export`)
    // Compiles what is not in the cache, once, and finds mistakes before any scheduler sees them.
    const entry = url.startsWith('file:') ? (await compileGraph(url)).entry : url
    return this.spawn({ ...wanted, fn: new Mfa(entry, name, index) })
  }

  /** Of a module that needs not be compiled any more. */
  async spawn({ call, fn: { url, name, index }, args, wantsResult, scheduler }: Wanted): Promise<Started> {
    this.#check(call)
    const pending = this.#requests.open(wantsResult, scheduler)
    const { extras } = this.#endpoint
    try {
      const copies = args.map((arg, i) => copyTerm(arg, `args[${i}]`, this.#functions))
      const payload = this.#endpoint.begin()
      const request = { request: pending.id, wantsResult, url, name, index, args: copies }
      writeSpawnRequest(payload, extras, request, this.#functions)
    } catch (error) {
      this.#requests.close(pending.id)
      throw error
    }
    this.#endpoint.notify(scheduler)
    this.#endpoint.flush()
    return { spawned: await pending.spawned, result: pending.result }
  }
}
