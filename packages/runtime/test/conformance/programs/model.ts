import type { NameOperation, Operation, Reason, ReceivePattern } from './program.ts'

/**
 * Whether an operation, done now, has one outcome under the BEAM's guarantee, which is the order of the signals of each *pair* of processes
 * and nothing else. README.md explains the rules. The model follows a program only as far as these rules need.
 */

interface Entry {
  /** Entries of one step from different senders are in no order. */
  step: number
  /** -1: the system. */
  sender: number
  tag: string
  number: number
  monitor: string
}

interface ModelProcess {
  alive: boolean
  trapsExits: boolean
  links: Set<number>
  name: string | undefined
  queue: Entry[]
}

interface ModelMonitor {
  owner: number
  target: number
  active: boolean
}

/** `last`: the actor ends with it, or when what it caused comes back. */
export type Verdict = 'fine' | 'last' | 'race' | 'impossible'

class Race extends Error {}

export class Model {
  readonly processes: ModelProcess[] = []
  readonly monitors = new Map<string, ModelMonitor>()
  step = 0
  actor = 0
  /** Counts the operations of a step: each is the origin of what it causes. */
  #origin = 0
  /** Who has been reached in this step by signals that did not come from the actor, and of which origins. */
  #touched = new Map<number, Set<number>>()
  /** To whom the actor has sent link and monitor signals in this step. */
  #attached = new Set<number>()
  readonly #diedDirectly = new Set<number>()
  readonly #diedIndirectly = new Set<number>()
  /** Names whose owners have died in this step. */
  readonly #lostNames = new Set<string>()

  constructor() {
    this.#add()
  }

  clone(): Model {
    const copy = new Model()
    copy.processes.length = 0
    for (const { links, queue, ...rest } of this.processes) {
      copy.processes.push({ ...rest, links: new Set(links), queue: [...queue] })
    }
    for (const [name, monitor] of this.monitors) copy.monitors.set(name, { ...monitor })
    copy.step = this.step
    copy.actor = this.actor
    copy.#origin = this.#origin
    for (const [process, origins] of this.#touched) copy.#touched.set(process, new Set(origins))
    copy.#attached = new Set(this.#attached)
    for (const process of this.#diedDirectly) copy.#diedDirectly.add(process)
    for (const process of this.#diedIndirectly) copy.#diedIndirectly.add(process)
    for (const name of this.#lostNames) copy.#lostNames.add(name)
    return copy
  }

  beginStep(actor: number): void {
    this.step++
    this.actor = actor
    this.#origin = 0
    this.#touched.clear()
    this.#attached.clear()
    this.#diedDirectly.clear()
    this.#diedIndirectly.clear()
    this.#lostNames.clear()
  }

  living(): number[] {
    return [...this.processes.keys()].filter((index) => this.#at(index).alive)
  }

  owner(name: string): number {
    return this.processes.findIndex((process) => process.alive && process.name === name)
  }

  /** Does the operation as the actor. After `race` and `impossible` the model is of no use. */
  apply(operation: Operation): Verdict {
    this.#origin++
    try {
      if (!this.#refersToKnown(operation)) return 'impossible'
      this.#do(operation)
    } catch (error) {
      if (error instanceof Race) return 'race'
      throw error
    }
    return this.#at(this.actor).alive ? 'fine' : 'last'
  }

  #at(index: number): ModelProcess {
    return this.processes[index] as ModelProcess
  }

  #add(): number {
    this.processes.push({ alive: true, trapsExits: false, links: new Set(), name: undefined, queue: [] })
    return this.processes.length - 1
  }

  #refersToKnown(operation: Operation | NameOperation): boolean {
    const known = (index: number): boolean => index < this.processes.length
    const own = (monitor: string): boolean => this.monitors.get(monitor)?.owner === this.actor
    switch (operation[0]) {
      case 'spawn':
      case 'run':
        return operation[2] === this.processes.length
      case 'send':
      case 'link':
      case 'unlink':
      case 'monitor':
      case 'exit':
      case 'register':
      case 'alive':
        return known(operation[1])
      case 'monitorName':
        return operation[3] === this.owner(operation[1])
      case 'demonitor':
        return own(operation[1])
      case 'receive': {
        const pattern = operation[1]
        if (pattern[0] === 'exitOf') return known(pattern[1])
        return pattern[0] === 'down' ? own(pattern[1]) : true
      }
      case 'uncaught':
        return this.#refersToKnown(operation[1])
      default:
        return true
    }
  }

  #do(operation: Operation): void {
    const me = this.#at(this.actor)
    switch (operation[0]) {
      case 'spawn':
        this.#spawn(operation[1], operation[3])
        return
      case 'run':
        this.#run(operation[1], operation[3], operation[4], operation[5] === 'return' ? 'normal' : operation[6])
        return
      case 'send':
        this.#send(operation[1], operation[2], operation[3])
        return
      case 'sendName':
      case 'register':
      case 'unregister':
        this.#useName(operation)
        return
      case 'uncaught':
        if (!this.#useName(operation[1])) this.#endSelf('badarg')
        return
      case 'link':
        this.#link(operation[1])
        return
      case 'unlink':
        this.#refuseIf(this.#isDying(operation[1]) && this.#touched.has(this.actor))
        me.links.delete(operation[1])
        this.#at(operation[1]).links.delete(this.actor)
        return
      case 'monitor':
        this.#monitor(operation[1], operation[2])
        return
      case 'monitorName':
        this.#refuseIf(this.#lostNames.has(operation[1]))
        this.#monitor(operation[3], operation[2])
        return
      case 'demonitor':
        this.#demonitor(operation[1], operation[2].startsWith('flush'))
        return
      case 'trap':
        this.#refuseIf(this.#touched.has(this.actor))
        me.trapsExits = operation[1]
        return
      case 'exit':
        this.#exit(operation[1], operation[2])
        return
      case 'die':
        this.#endSelf(operation[1] === 'return' ? 'normal' : operation[1] === 'exit' ? operation[2] : 'exception')
        return
      case 'whereis':
        this.#refuseIf(this.#lostNames.has(operation[1]))
        return
      case 'alive':
        this.#refuseIf(this.#diedIndirectly.has(operation[1]))
        return
      case 'receive':
        this.#receive(operation[1])
        return
      case 'drain':
        while (this.#receive(['any']));
        return
      case 'demonitorUnknown':
      case 'catchExit':
        return
    }
  }

  #refuseIf(race: boolean): void {
    if (race) throw new Race()
  }

  /** Died in this step. */
  #isDying(index: number): boolean {
    return this.#diedDirectly.has(index) || this.#diedIndirectly.has(index)
  }

  #touch(index: number): void {
    const origins = this.#touched.get(index) ?? new Set()
    this.#touched.set(index, origins.add(this.#origin))
  }

  #touchedByOthers(index: number): boolean {
    for (const origin of this.#touched.get(index) ?? []) if (origin !== this.#origin) return true
    return false
  }

  #spawn(kind: string, monitor: string): number {
    const child = this.#add()
    if (kind === 'link') this.#connect(this.actor, child)
    if (kind === 'monitor') this.monitors.set(monitor, { owner: this.actor, target: child, active: true })
    return child
  }

  #connect(one: number, other: number): void {
    this.#at(one).links.add(other)
    this.#at(other).links.add(one)
  }

  /** The child acts by itself, so that the actor is touched by it from here on. */
  #run(kind: string, monitor: string, numbers: readonly number[], reason: Reason): void {
    const child = this.#spawn(kind, monitor)
    for (const number of numbers) this.#enqueue(this.actor, child, 'a', number, '')
    this.#touch(this.actor)
    this.#diedIndirectly.add(child)
    this.#die(child, reason)
  }

  #enqueue(to: number, sender: number, tag: string, number: number, monitor: string): void {
    if (!this.#at(to).alive) return
    this.#at(to).queue.push({ step: this.step, sender, tag, number, monitor })
  }

  #send(to: number, tag: string, number: number): void {
    this.#enqueue(to, this.actor, tag, number, '')
  }

  /** False: it throws. */
  #useName(operation: NameOperation): boolean {
    const name = operation[0] === 'register' ? operation[2] : operation[1]
    this.#refuseIf(this.#lostNames.has(name))
    const owner = this.owner(name)
    if (operation[0] === 'register') {
      const process = this.#at(operation[1])
      this.#refuseIf(this.#isDying(operation[1]))
      if (name === 'undefined' || owner !== -1 || !process.alive || process.name !== undefined) return false
      process.name = name
      return true
    }
    if (owner === -1) return false
    if (operation[0] === 'unregister') this.#at(owner).name = undefined
    else this.#send(owner, operation[2], operation[3])
    return true
  }

  #link(to: number): void {
    if (to === this.actor) return
    const me = this.#at(this.actor)
    if (this.#at(to).alive) {
      this.#connect(this.actor, to)
      this.#attached.add(to)
      return
    }
    this.#refuseIf(this.#diedIndirectly.has(to) || (this.#isDying(to) && this.#touched.has(this.actor)))
    if (me.trapsExits) {
      this.#enqueue(this.actor, to, 'EXIT', to, '')
      this.#touch(this.actor)
    } else {
      this.#endSelf('noproc')
    }
  }

  /** -1: a name that nobody has. */
  #monitor(to: number, monitor: string): void {
    const active = to !== -1 && this.#at(to).alive
    this.monitors.set(monitor, { owner: this.actor, target: to, active })
    if (active) {
      this.#attached.add(to)
      return
    }
    this.#refuseIf(this.#diedIndirectly.has(to))
    this.#enqueue(this.actor, to, 'DOWN', 0, monitor)
    this.#touch(this.actor)
  }

  #demonitor(name: string, flush: boolean): void {
    const monitor = this.monitors.get(name) as ModelMonitor
    this.#refuseIf(!monitor.active && this.#touched.has(this.actor))
    monitor.active = false
    if (!flush) return
    const me = this.#at(this.actor)
    me.queue = me.queue.filter((entry) => entry.monitor !== name)
  }

  #exit(to: number, reason: Reason): void {
    const target = this.#at(to)
    this.#refuseIf(this.#diedIndirectly.has(to))
    if (!target.alive) return
    if (to === this.actor) {
      if (!target.trapsExits || reason === 'kill') {
        this.#endSelf(reason === 'kill' ? 'killed' : reason)
      } else {
        this.#enqueue(to, to, 'EXIT', to, '')
        this.#touch(to)
      }
      return
    }
    if (reason === 'kill') {
      this.#kill(to, 'killed')
    } else if (target.trapsExits) {
      this.#enqueue(to, this.actor, 'EXIT', this.actor, '')
    } else if (reason !== 'normal') {
      this.#kill(to, reason)
    }
  }

  #kill(to: number, reason: Reason): void {
    this.#refuseIf(this.#touched.has(to))
    this.#diedDirectly.add(to)
    this.#die(to, reason)
  }

  #endSelf(reason: Reason): void {
    // Who has ended and was linked to the actor might get this exit signal before the one that ended it.
    this.#refuseIf(this.#touched.has(this.actor))
    this.#die(this.actor, reason)
  }

  #die(index: number, reason: Reason): void {
    const process = this.#at(index)
    process.alive = false
    if (process.name !== undefined) this.#lostNames.add(process.name)
    process.name = undefined
    for (const [name, monitor] of this.monitors) {
      if (monitor.target !== index || !monitor.active || monitor.owner === index) continue
      monitor.active = false
      this.#enqueue(monitor.owner, index, 'DOWN', 0, name)
      if (index !== this.actor) this.#touch(monitor.owner)
    }
    const { links } = process
    process.links = new Set()
    for (const other of links) {
      this.#at(other).links.delete(index)
      this.#propagate(index, other, reason)
    }
  }

  /** An exit signal through a link. */
  #propagate(from: number, to: number, reason: Reason): void {
    const target = this.#at(to)
    if (from !== this.actor) {
      // What the actor has sent there, and this signal, come in any order.
      this.#refuseIf(this.#attached.has(to) && reason !== 'normal' && !target.trapsExits)
    }
    const touchedByOthers = this.#touchedByOthers(to)
    if (from !== this.actor) this.#touch(to)
    if (!target.alive) return
    if (target.trapsExits) {
      this.#enqueue(to, from, 'EXIT', from, '')
    } else if (reason !== 'normal') {
      this.#refuseIf(touchedByOthers && to !== this.actor)
      if (to !== this.actor) this.#diedIndirectly.add(to)
      this.#die(to, reason)
    }
  }

  /** Whether a message was taken. A message that only luck chooses is a race. */
  #receive(pattern: ReceivePattern): boolean {
    this.#refuseIf(this.#touched.has(this.actor))
    const me = this.#at(this.actor)
    const matching = me.queue.filter((entry) => matchesEntry(pattern, entry))
    const [first] = matching
    if (first === undefined) return false
    const together = matching.filter(({ step }) => step === first.step)
    if (together.length > 1) {
      this.#refuseIf(together.some(({ sender, tag }) => sender !== first.sender || tag === 'DOWN'))
    }
    me.queue.splice(me.queue.indexOf(first), 1)
    return true
  }
}

function matchesEntry(pattern: ReceivePattern, entry: Entry): boolean {
  switch (pattern[0]) {
    case 'any':
      return true
    case 'tag':
      return entry.tag === pattern[1]
    case 'either':
      return entry.tag === pattern[1] || entry.tag === pattern[2]
    case 'number':
      return entry.tag === pattern[1] && entry.number === pattern[2]
    case 'exitOf':
      return entry.tag === 'EXIT' && entry.number === pattern[1]
    case 'down':
      return entry.monitor === pattern[1]
  }
}
