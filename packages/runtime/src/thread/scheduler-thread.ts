import { performance } from 'node:perf_hooks'
import { type MessagePort, parentPort } from 'node:worker_threads'
import { installLoaderIfNeeded, prepareImport } from '@multibeam/compiler'
import { type Host, ModuleTable, SharedMemory, Survivor } from '@multibeam/scheduler'
import { ModuleFunctions } from '../functions/module-functions.ts'
import { ModuleLoader } from '../functions/module-loader.ts'
import { activate } from '../machine/current.ts'
import { lookAtHeap } from '../machine/look-at-heap.ts'
import { Machine } from '../machine/machine.ts'
import { Mourning } from '../machine/mourning.ts'
import { onMainOnlyCode } from '../vm/main-only.ts'
import type { Boot, Order, Report } from './boot.ts'
import { placeInOutput, redirectConsole } from './console-output.ts'
import { PortLink } from './port-link.ts'
import { refuseProcessExit } from './process-exit.ts'

/** Milliseconds between two looks at the heap's size. Chosen: a look takes microseconds. */
const HEAP_LOOK_MILLISECONDS = 1000

/** A worker thread as the host of one scheduler. */
class ThreadHost implements Host {
  readonly spinFor: number
  readonly crowded: boolean
  readonly slicesPerTurn = Number.POSITIVE_INFINITY
  readonly wander = null
  readonly #zero: number
  #machine: Machine | undefined
  #alarm: NodeJS.Timeout | undefined
  #lookedAt = 0
  #immediate: NodeJS.Immediate | undefined
  readonly #turn = (): void => this.#machine?.scheduler.turn()
  readonly #requestedTurn = (): void => {
    this.#immediate = undefined
    this.#turn()
  }

  constructor(boot: Boot) {
    this.spinFor = boot.spinFor
    this.crowded = boot.crowded
    // performance.now of each thread begins at its own start; the VM's clock is one for all.
    this.#zero = boot.startedAt - performance.timeOrigin
  }

  host(machine: Machine): void {
    this.#machine = machine
  }

  now(): number {
    return performance.now() - this.#zero
  }

  requestTurn(): void {
    // One at a time, also when a parcel has brought a turn forward: each one left over would request the next, for ever.
    this.#immediate ??= setImmediate(this.#requestedTurn)
  }

  sleepUntil(due: number): void {
    if (this.#alarm !== undefined) clearTimeout(this.#alarm)
    this.#alarm = undefined
    const now = this.now()
    if (now - this.#lookedAt >= HEAP_LOOK_MILLISECONDS) this.#lookAtHeap(now)
    if (due === Number.POSITIVE_INFINITY) return
    // setTimeout takes a signed 32-bit number; waking early does no harm.
    this.#alarm = setTimeout(this.#turn, Math.min(Math.max(0, Math.ceil(due - now)), 2 ** 31 - 1))
  }

  #lookAtHeap(now: number): void {
    this.#lookedAt = now
    const machine = this.#machine
    if (machine === undefined) return
    lookAtHeap(machine.endpoint.memory, machine.scheduler.id)
  }
}

/** Runs a scheduler in this worker thread, from the boot that the main thread sends until it says stop. */
export function runSchedulerThread(): void {
  const main = parentPort
  if (main === null) throw new Error('worker.js is the entry of a scheduler thread; start one with VM.start')
  installLoaderIfNeeded()
  process.setSourceMapsEnabled(true)
  main.once('message', (boot: Boot) => runScheduler(boot, main))
}

function runScheduler(boot: Boot, main: MessagePort): void {
  const memory = new SharedMemory(boot.buffers)
  redirectConsole(boot.output, () => placeInOutput(memory))
  const exit = refuseProcessExit(
    "a scheduler's thread",
    'end this process with exit(reason), or have the main thread stop the VM: send vm.self a message',
  )
  const host = new ThreadHost(boot)
  const loader = new ModuleLoader(prepareImport)
  onMainOnlyCode(() => loader.reachedMainOnlyCode())
  const functions = new ModuleFunctions(new ModuleTable(memory), (url) => loader.isSettled(url))
  const links = boot.ports.map((port) => (port === undefined ? undefined : new PortLink(port)))
  const machine = new Machine(boot.id, memory, links, host, functions, loader)
  new Survivor(machine.endpoint, new Mourning(machine, (_endpoint, port) => new PortLink(port as MessagePort)))
  host.host(machine)
  activate(machine)
  main.on('message', (order: Order) => {
    if (order !== 'stop') return
    machine.scheduler.stop()
    // What processes have left open (sockets, intervals) must not keep the VM alive.
    exit(0)
  })
  machine.scheduler.start()
  main.postMessage('ready' satisfies Report)
}
