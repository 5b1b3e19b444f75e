import { ALIVE, BLOCK_SLOTS, Header, OWNER_MASK, ROW_WORDS_SHIFT, Row, Statistic } from '../shared/layout.ts'
import type { SharedMemory } from '../shared/memory.ts'
import { SlotAllocator } from '../slots/slot-allocator.ts'
import { LocalTable } from '../table/local-table.ts'
import { generationOf, makePid, nodeOf, type Pid, slotOf } from '../table/pid.ts'
import { type Task, TaskStatus } from '../task.ts'
import { ByteReader } from '../wire/reader.ts'
import { ByteWriter } from '../wire/writer.ts'
import { Arena } from './arena.ts'
import { Channel, IN_ARENA } from './channel.ts'
import type { Extras, SignalHandler } from './executor.ts'
import { HeldSignal, HeldSignals } from './held-signal.ts'
import { Inbox } from './inbox.ts'
import { type Link, type Parcel, WAKE } from './link.ts'
import { HAS_EXTRAS, Outbox } from './outbox.ts'
import { SignalKind } from './signal-kind.ts'

/** A batch is posted when it is this long, before its slice ends. Chosen: long enough that posting costs nothing beside filling. */
const FULL_BATCH_BYTES = 256 * 1024

/** Added to a count of parcels it makes a wrong one, so that `hasMail` is true until a drain has found nothing more. More than are ever on their way at once. */
const OUT_OF_STEP = 2 ** 30

const NO_EXTRAS: readonly unknown[] = []
const NO_BYTES = new Uint8Array(0)

/**
 * A thread's place in the VM: the records of the processes it owns, and the signals that come and go. Every scheduler is one, and the
 * main thread, which owns its mailbox alone.
 *
 * How signals keep their order while processes move: endpoint/README.md.
 */
export class Endpoint<T extends Task> {
  readonly index: number
  readonly memory: SharedMemory
  readonly table: LocalTable<T>
  readonly slots: SlotAllocator
  /** What the signal now being written says; see `begin`. */
  readonly payload = new ByteWriter()
  readonly extras: unknown[] = []
  /** Signals begun: who finds it raised after writing a payload has been interrupted, and must write it again. */
  begun = 0
  /**
   * A process that had started has come here: what it sent from where it was may still be on its way to receivers that live here, so that
   * every signal of this endpoint must look at `issued` from now on.
   */
  hasArrivals = false
  /** Where the last parcel came from. */
  lastFrom = -1
  /** Signals that have come, by the endpoint that posted them. */
  readonly receivedFrom: Float64Array
  /** Takes part in recoveries, see recovery/. */
  onRecovery: ((from: number, payload: ByteReader, extras: Extras) => void) | undefined

  #handler: SignalHandler<T>
  readonly #outboxes: (Outbox | undefined)[]
  #onParcel: (() => void) | undefined
  readonly #reader = new ByteReader()
  /** Signals to the dead are read while another one may be half read. */
  readonly #lateReader = new ByteReader()
  readonly #incoming: Extras & { list: readonly unknown[]; from: number } = { list: NO_EXTRAS, from: 0 }
  /** Signals that overtook the state of the process that they are for, by slot. */
  readonly #early = new Map<number, HeldSignals>()
  readonly #rows: Int32Array
  readonly #control: Int32Array
  readonly #inboxWord: number
  readonly #inbox: Inbox
  /** Batches that came through rings. */
  readonly #arena = new Arena()
  readonly #statistics: Float64Array
  readonly #statisticsAt: number
  /** Endpoints whose outbox holds something. */
  #dirty: Outbox[] = []
  /** Signals have been taken for lost here. */
  #hasLost = false
  /** Parcels taken in, to be compared with the inbox counter. */
  #received: number

  constructor(index: number, memory: SharedMemory, links: readonly (Link | undefined)[], handler: SignalHandler<T>) {
    this.index = index
    this.memory = memory
    this.table = new LocalTable(memory.layout.blocks)
    this.slots = new SlotAllocator(memory, index, (slot) => this.settle(slot))
    this.#handler = handler
    this.#outboxes = links.map((link, endpoint) =>
      link === undefined ? undefined : new Outbox(endpoint, this.#channelTo(endpoint, link)),
    )
    this.receivedFrom = new Float64Array(links.length)
    this.#statistics = memory.statistics
    this.#statisticsAt = memory.layout.statistic(index, 0)
    this.#rows = memory.rows
    this.#control = memory.control
    const inbox = memory.layout.inbox(index)
    this.#inboxWord = inbox.posted
    this.#inbox = new Inbox(memory.control, inbox)
    // What was posted here before may come or, if it was to one that died in this place, never come: it looks.
    const posted = memory.postedTo(index)
    this.#received = posted === 0 ? 0 : (posted + OUT_OF_STEP) | 0
  }

  #channelTo(endpoint: number, link: Link): Channel {
    return new Channel(this.memory, this.index, endpoint, link, this.#arena)
  }

  /** Everything that comes is given to another handler from here on. */
  handleWith(handler: SignalHandler<T>): void {
    this.#handler = handler
  }

  // ---- processes of this endpoint

  /** Begins the next generation of a slot that `slots.take` gave. */
  openRow(slot: number): Pid {
    const row = slot << ROW_WORDS_SHIFT
    const generation = ((this.#rows[row + Row.generation] as number) + 1) & 0xf_ff_ff
    this.#rows[row + Row.generation] = generation
    // Plain stores: nobody can know the pid before a message (which synchronises) has told it.
    this.#rows[row + Row.state] = this.index | ALIVE
    this.count(Statistic.spawned)
    return makePid(slot, generation)
  }

  /**
   * The first ticket that a new process in this slot has to expect. Not `issued`, which a sender that takes the previous process for alive
   * may still raise: its signal is on its way then, and has its place in the order.
   */
  nextTicket(slot: number): number {
    return this.#rows[(slot << ROW_WORDS_SHIFT) + Row.delivered] as number
  }

  /** Ends a local process: its pid is dead from here on, everywhere. */
  retire(task: T): void {
    const slot = slotOf(task.pid)
    const row = slot << ROW_WORDS_SHIFT
    this.table.delete(slot)
    this.#rows[row + Row.delivered] = task.expected
    // A plain store: whoever learns of the exit learns it by a message, which synchronises. An atomic one costs 20 ns here.
    this.#rows[row + Row.state] = this.index
    task.status = TaskStatus.exited
    if (task.held !== null) {
      for (const signal of task.held) {
        Atomics.add(this.#rows, row + Row.delivered, 1)
        this.#deliverDead(signal)
      }
      task.held = null
    }
    this.slots.give(slot)
    this.count(Statistic.exited)
  }

  /** Whether a process with this pid lives anywhere in the VM. */
  isAlive(pid: Pid): boolean {
    const rows = this.#rows
    const row = slotOf(pid) << ROW_WORDS_SHIFT
    if (row >= rows.length) return false
    // Plain loads (an atomic one is a call in Node 20, 5 ns a message): whoever has the pid has it by something that synchronises, every store of `state` while it lives leaves
    // ALIVE set, and that it has not ended may be out of date at once anyway.
    const isAlive = ((rows[row + Row.state] as number) & ALIVE) !== 0
    return isAlive && rows[row + Row.generation] === generationOf(pid) && nodeOf(pid) === 0
  }

  /** The pid that lives in a slot. */
  pidIn(slot: number): Pid {
    return makePid(slot, this.#rows[(slot << ROW_WORDS_SHIFT) + Row.generation] as number)
  }

  /** Whether the process table has this slot. */
  hasSlot(slot: number): boolean {
    return slot << ROW_WORDS_SHIFT < this.#rows.length
  }

  ownerOf(pid: Pid): number {
    return Atomics.load(this.#rows, (slotOf(pid) << ROW_WORDS_SHIFT) + Row.state) & OWNER_MASK
  }

  /** True while signals to this local process must take tickets: some that did are still on their way, or it may move any moment. */
  mustTicket(task: T): boolean {
    return this.#holdsSignals(task) || this.#rows[(slotOf(task.pid) << ROW_WORDS_SHIFT) + Row.issued] !== task.expected
  }

  /** All pids alive, as a scan of the process table finds them. */
  pids(): Pid[] {
    const pids: Pid[] = []
    const blocks = Math.min(Atomics.load(this.#control, Header.nextBlock), this.memory.layout.blocks)
    const end = (blocks * BLOCK_SLOTS) << ROW_WORDS_SHIFT
    for (let row = 0; row < end; row += 1 << ROW_WORDS_SHIFT) {
      const state = this.#rows[row + Row.state] as number
      // The main thread's mailbox is no process.
      if ((state & ALIVE) === 0 || (state & OWNER_MASK) === 0) continue
      pids.push(this.pidIn(row >> ROW_WORDS_SHIFT))
    }
    return pids
  }

  // ---- sending

  /** Starts a signal: write its payload to `this.payload` (and `this.extras`), then call `sendTo` or `notify`. */
  begin(): ByteWriter {
    this.begun++
    this.payload.reset()
    // To write a length takes V8 20 ns, even the same one.
    if (this.extras.length !== 0) this.extras.length = 0
    return this.payload
  }

  /**
   * Sends what has been written since `begin` to a process, in ticket order. A dead one is ignored.
   * Ticket first, then the owner: whoever moves the process later finds this ticket issued and waits for the signal.
   */
  sendTo(pid: Pid, kind: number): void {
    if (!this.isAlive(pid)) {
      // The handler may owe the sender an answer.
      this.#lateReader.open(this.payload.bytes.slice(0, this.payload.length), 0, this.payload.length)
      this.#handler.deliverDead(pid, kind, this.#lateReader, { list: this.extras.slice(), from: 0 })
      return
    }
    const slot = slotOf(pid)
    const ticket = Atomics.add(this.#rows, (slot << ROW_WORDS_SHIFT) + Row.issued, 1)
    const owner = this.ownerOf(pid)
    if (owner === this.index) {
      const bytes = this.payload.bytes.slice(0, this.payload.length)
      this.#arrived(
        new HeldSignal(pid, kind, ticket, bytes, 0, bytes.length, this.extras.slice(), 0, this.extras.length),
      )
    } else {
      this.#append(owner, kind, pid, ticket)
    }
    this.count(Statistic.signalsSent)
  }

  /** Sends what has been written since `begin` to another endpoint's handler. */
  notify(endpoint: number, kind: number = SignalKind.notice): void {
    this.#append(endpoint, kind, 0, this.index)
  }

  /** Posts every batch that holds something. */
  flush(): void {
    if (this.#dirty.length === 0) return
    const dirty = this.#dirty
    this.#dirty = []
    for (const outbox of dirty) this.#post(outbox)
  }

  /** The same between two slices of many, but for batches that had better grow on, see `Outbox.staysOpen`. Who has nothing more to run calls `flush`. */
  flushDue(now: number): void {
    const dirty = this.#dirty
    let kept = 0
    for (let i = 0; i < dirty.length; i++) {
      const outbox = dirty[i] as Outbox
      if (outbox.staysOpen(now)) dirty[kept++] = outbox
      else this.#post(outbox)
    }
    if (kept < dirty.length) dirty.length = kept
  }

  /** Posts every batch that holds something, but the one for `endpoint`. */
  #flushOthers(endpoint: number): void {
    const dirty = this.#dirty
    if (dirty.length === 0 || (dirty.length === 1 && dirty[0]?.endpoint === endpoint)) return
    this.#dirty = []
    for (const outbox of dirty) {
      if (outbox.endpoint === endpoint) this.#dirty.push(outbox)
      else this.#post(outbox)
    }
  }

  #post(outbox: Outbox): void {
    this.count(Statistic.batchesSent)
    this.count(Statistic.bytesSent, outbox.flush())
    outbox.channel.announce()
  }

  get hasUnsent(): boolean {
    return this.#dirty.length > 0
  }

  /** Wakes another endpoint without telling it anything. */
  wake(endpoint: number): void {
    const { channel } = this.#outboxes[endpoint] as Outbox
    channel.post(WAKE, [])
    channel.announce()
  }

  #append(endpoint: number, kind: number, pid: Pid | 0, ticket: number): void {
    const outbox = this.#outboxes[endpoint] as Outbox
    if (outbox.signals === 0) this.#dirty.push(outbox)
    outbox.append(kind, pid, ticket, this.payload.bytes, 0, this.payload.length, this.extras, 0, this.extras.length)
    // A slice that sends without end must not keep it all.
    if (outbox.bytes > FULL_BATCH_BYTES) this.flush()
  }

  // ---- receiving

  /** Whether a parcel has been posted here that has not been taken in. A plain load: a hint that is never late for long. */
  hasMail(): boolean {
    return this.#control[this.#inboxWord] !== this.#received
  }

  /** Before its thread blocks: true if whatever comes from now on wakes it; false if something has come, and it must not block. */
  park(): boolean {
    this.#inbox.park()
    for (const outbox of this.#outboxes) {
      if (outbox === undefined || !outbox.channel.hasEntries()) continue
      this.#inbox.unpark()
      this.#received = ((this.#control[this.#inboxWord] as number) + OUT_OF_STEP) | 0
      return false
    }
    return true
  }

  unpark(): void {
    this.#inbox.unpark()
  }

  /** Takes in everything that has arrived. */
  drain(): void {
    const posted = this.#control[this.#inboxWord] as number
    const before = this.#received
    for (const outbox of this.#outboxes) if (outbox !== undefined) this.#drainChannel(outbox)
    // What was posted to one that died in this place counts as well, and never comes.
    if (this.#received === before) this.#received = posted
  }

  /** Takes in everything that has arrived from one endpoint. */
  drainFrom(endpoint: number): void {
    this.#drainChannel(this.#outboxes[endpoint] as Outbox)
  }

  #drainChannel({ endpoint, channel }: Outbox): void {
    for (let parcel = channel.receive(); parcel !== undefined; parcel = channel.receive()) {
      this.takeIn(parcel, endpoint)
    }
  }

  takeIn(parcel: Parcel | typeof IN_ARENA, endpoint: number): void {
    this.#received = (this.#received + 1) | 0
    this.lastFrom = endpoint
    if (parcel === WAKE) return
    if (parcel === IN_ARENA) this.#takeSignals(this.#arena.bytes, this.#arena.from, this.#arena.to, NO_EXTRAS, endpoint)
    else if (parcel instanceof Uint8Array) this.#takeSignals(parcel, 0, parcel.length, NO_EXTRAS, endpoint)
    else this.#takeSignals(parcel.bytes, 0, parcel.bytes.length, parcel.extras, endpoint)
  }

  #takeSignals(bytes: Uint8Array, begin: number, end: number, extras: readonly unknown[], endpoint: number): void {
    const reader = this.#reader
    let position = begin
    let signals = 0
    while (position < end) {
      reader.open(bytes, position, end)
      const kind = reader.u8()
      const pid = reader.f64() as Pid
      const ticket = reader.u32() | 0
      const length = reader.u32()
      let extrasFrom = 0
      let extrasTo = 0
      if ((kind & HAS_EXTRAS) !== 0) {
        extrasFrom = reader.u32()
        extrasTo = reader.u32()
      }
      const from = reader.position
      position = from + length
      signals++
      this.#take(kind & ~HAS_EXTRAS, pid, ticket, bytes, from, position, extras as unknown[], extrasFrom, extrasTo)
    }
    this.count(Statistic.signalsReceived, signals)
    this.receivedFrom[endpoint] = (this.receivedFrom[endpoint] as number) + signals
  }

  /** Starts to take in parcels as the event loop brings them; `onParcel` runs after each. */
  listen(onParcel: () => void): void {
    this.#onParcel = onParcel
    for (const outbox of this.#outboxes) if (outbox !== undefined) this.#listenTo(outbox)
  }

  #listenTo(outbox: Outbox): void {
    outbox.channel.listen(() => this.#bring(outbox))
  }

  /** The event loop has brought a parcel. */
  #bring({ endpoint, channel }: Outbox): void {
    for (let parcel = channel.next(); parcel !== undefined; parcel = channel.next()) this.takeIn(parcel, endpoint)
    this.#onParcel?.()
  }

  close(): void {
    for (const outbox of this.#outboxes) outbox?.channel.close()
  }

  #take(
    kind: number,
    pid: Pid,
    ticket: number,
    bytes: Uint8Array,
    from: number,
    to: number,
    extras: unknown[],
    extrasFrom: number,
    extrasTo: number,
  ): void {
    if (kind >= SignalKind.firstExecutorKind) {
      // The common case without a record: the signal is the next one of a process that lives here.
      const task = this.table.get(pid)
      if (task !== undefined && ticket === task.expected && task.held === null && !this.#holdsSignals(task)) {
        this.#reader.open(bytes, from, to)
        this.#incoming.list = extras
        this.#incoming.from = extrasFrom
        task.expected = (ticket + 1) | 0
        const loading = this.#handler.deliver(task, kind, this.#reader, this.#incoming)
        if (loading === undefined) return
        task.expected = ticket
        this.#hold(task, new HeldSignal(pid, kind, ticket, bytes, from, to, extras, extrasFrom, extrasTo))
        this.#retryAfter(loading, task)
        return
      }
      this.#arrived(new HeldSignal(pid, kind, ticket, bytes, from, to, extras, extrasFrom, extrasTo))
      return
    }
    this.#reader.open(bytes, from, to)
    this.#incoming.list = extras
    this.#incoming.from = extrasFrom
    if (kind === SignalKind.arrive) this.adopt(pid, this.#reader, this.#incoming)
    else if (kind === SignalKind.stolen) this.#takeStolen(this.#reader)
    else if (kind === SignalKind.recovery) this.onRecovery?.(ticket, this.#reader, this.#incoming)
    else this.#handler.notice(ticket, kind, this.#reader, this.#incoming)
  }

  /** Does with a ticketed signal what its turn and its receiver's whereabouts say. */
  #arrived(signal: HeldSignal): void {
    const slot = slotOf(signal.pid)
    const row = slot << ROW_WORDS_SHIFT
    const state = Atomics.load(this.#rows, row + Row.state)
    if ((state & OWNER_MASK) !== this.index) {
      this.#forward(state & OWNER_MASK, signal)
      return
    }
    let task = this.table.at(slot)
    if (task !== undefined && task.pid !== this.pidIn(slot)) {
      // Stolen from here, ended elsewhere, and its successor in the slot is on its way here: the news of the theft is late.
      this.forget(task)
      this.count(Statistic.processesOut)
      task = undefined
    }
    if (task !== undefined) {
      // Taken for lost when a scheduler died: its turn is over, and it is delivered all the same.
      if (this.#hasLost && ((signal.ticket - task.expected) | 0) < 0)
        signal.ticket = task.expected = (task.expected - 1) | 0
      this.#hold(task, signal)
      if (!this.#holdsSignals(task)) this.release(task)
    } else if ((state & ALIVE) !== 0) {
      let early = this.#early.get(slot)
      if (early === undefined) {
        early = new HeldSignals()
        this.#early.set(slot, early)
      }
      early.add(signal)
    } else {
      Atomics.add(this.#rows, row + Row.delivered, 1)
      this.#deliverDead(signal)
    }
  }

  /** Published, it may belong to a thief already; arriving, it is not whole yet. */
  #holdsSignals(task: T): boolean {
    return task.status === TaskStatus.published || task.status === TaskStatus.arriving
  }

  /** Delivers the held signals whose turn has come. */
  release(task: T): void {
    for (;;) {
      const signal = task.held?.take(task.expected)
      if (signal === undefined) break
      task.expected = (task.expected + 1) | 0
      if (signal.kind === SignalKind.lost) continue
      if (signal.pid !== task.pid) {
        this.#deliverDead(signal)
        continue
      }
      this.#reader.open(signal.bytes, signal.from, signal.to)
      const loading = this.#handler.deliver(task, signal.kind, this.#reader, {
        list: signal.extras,
        from: signal.extrasFrom,
      })
      if (loading !== undefined) {
        task.expected = signal.ticket
        this.#hold(task, signal)
        this.#retryAfter(loading, task)
        return
      }
      if ((task.status as TaskStatus) === TaskStatus.exited) return
    }
    if (task.held?.size === 0) task.held = null
  }

  #hold(task: T, signal: HeldSignal): void {
    task.held ??= new HeldSignals()
    task.held.add(signal)
  }

  /** The process's signals wait, in order, until what its next one needs has been loaded. */
  #retryAfter(loading: Promise<void>, task: T): void {
    const retry = (): void => {
      if (task.status !== TaskStatus.exited && !this.#holdsSignals(task)) this.release(task)
    }
    loading.then(retry, retry)
  }

  #deliverDead(signal: HeldSignal): void {
    this.#lateReader.open(signal.bytes, signal.from, signal.to)
    this.#handler.deliverDead(signal.pid, signal.kind, this.#lateReader, {
      list: signal.extras,
      from: signal.extrasFrom,
    })
  }

  #forward(owner: number, signal: HeldSignal): void {
    const outbox = this.#outboxes[owner] as Outbox
    if (outbox.signals === 0) this.#dirty.push(outbox)
    const { kind, pid, ticket, bytes, from, to, extras, extrasFrom, extrasTo } = signal
    outbox.append(kind, pid, ticket, bytes, from, to, extras, extrasFrom, extrasTo)
  }

  // ---- processes that change hands

  /** Writes a local process to `payload`, in the form that `adopt` reads; false if it cannot leave, and nothing has changed. */
  encodeTask(task: T): boolean {
    const payload = this.begin()
    payload.u32(task.expected)
    return this.#handler.encode(task, payload, this.extras)
  }

  /** Hands a local process, just written by `encodeTask`, to another endpoint. `isNew`: it has not had a slice yet. */
  push(task: T, to: number, isNew = false): void {
    // What it has sent goes out before it does, or with it: posted later, it could be lost with this thread, while its sender lives on.
    if (!isNew) this.#flushOthers(to)
    this.#handler.left(task, to)
    this.forget(task)
    Atomics.store(this.#rows, (slotOf(task.pid) << ROW_WORDS_SHIFT) + Row.state, to | ALIVE)
    this.#append(to, SignalKind.arrive, task.pid, 0)
    this.#forwardHeld(task, to)
    this.count(Statistic.processesOut)
  }

  /** Becomes the owner of a process encoded by `encodeTask`. */
  adopt(pid: Pid, payload: ByteReader, extras: Extras): T {
    const slot = slotOf(pid)
    const expected = payload.u32() | 0
    const task = this.#handler.decode(pid, expected, payload, extras)
    task.ticketed = true
    // Stolen back before the notice of the first theft came: what was held here for it is its own.
    const shell = this.table.get(pid)
    if (shell !== undefined) this.count(Statistic.processesOut)
    task.held = this.#early.get(slot) ?? shell?.held ?? null
    this.#early.delete(slot)
    this.table.set(task)
    // The record is there before anybody can be told that it is.
    Atomics.store(this.#rows, (slot << ROW_WORDS_SHIFT) + Row.state, this.index | ALIVE)
    this.count(Statistic.processesIn)
    if (!this.#holdsSignals(task)) this.release(task)
    return task
  }

  /** Drops the record of a process that another endpoint owns now. */
  forget(task: T): void {
    this.table.delete(slotOf(task.pid))
  }

  /** Tells a victim what has been taken from it. */
  tellStolen(victim: number, pids: readonly Pid[]): void {
    const payload = this.begin()
    payload.u32(pids.length)
    for (const pid of pids) payload.f64(pid)
    this.notify(victim, SignalKind.stolen)
  }

  #takeStolen(payload: ByteReader): void {
    for (let left = payload.u32(); left > 0; left--) {
      const task = this.table.get(payload.f64() as Pid)
      // It may have been stolen back, and even published again, before this notice came.
      if (task !== undefined && task.status === TaskStatus.published) this.settle(slotOf(task.pid))
    }
  }

  /** A process that was published here belongs to another endpoint: what was held for it follows it. */
  settle(slot: number): void {
    const task = this.table.at(slot)
    if (task === undefined) return
    // The thief stored itself as owner before it told anybody.
    const owner = this.ownerOf(task.pid)
    if (owner === this.index) return
    this.forget(task)
    this.#forwardHeld(task, owner)
    this.count(Statistic.processesOut)
  }

  #forwardHeld(task: T, owner: number): void {
    if (task.held === null) return
    for (const signal of task.held) this.#forward(owner, signal)
    task.held = null
  }

  // ---- when another endpoint dies, see recovery/

  /** Everything to and from an endpoint goes another way from here on. What has come the old way is taken in; what was to go it has no receiver. */
  replaceLink(endpoint: number, link: Link): void {
    const outbox = this.#outboxes[endpoint] as Outbox
    this.drainFrom(endpoint)
    outbox.channel.close()
    outbox.channel.clear()
    outbox.reset(this.#channelTo(endpoint, link))
    if (this.#onParcel !== undefined) this.#listenTo(outbox)
  }

  /** Hands what has been written since `begin` to this endpoint itself, as if it had come from there. */
  sayToSelf(): void {
    const reader = new ByteReader()
    reader.open(this.payload.bytes.slice(0, this.payload.length), 0, this.payload.length)
    this.onRecovery?.(this.index, reader, { list: this.extras.slice(), from: 0 })
  }

  /** The signals of a local process up to a ticket, not included, that have not come are lost. */
  loseUpTo(task: T, end: number): void {
    for (let ticket = task.expected; ((end - ticket) | 0) > 0; ticket = (ticket + 1) | 0) {
      if (task.held?.has(ticket) === true) continue
      this.#hasLost = true
      this.#hold(task, new HeldSignal(task.pid, SignalKind.lost, ticket, NO_BYTES, 0, 0, [], 0, 0))
    }
    if (!this.#holdsSignals(task)) this.release(task)
  }

  /** A process that was on its way here never comes: what came for it goes to nobody, and the slot is free. */
  abandon(slot: number): void {
    const early = this.#early.get(slot)
    this.#early.delete(slot)
    if (early !== undefined) for (const signal of early) this.#deliverDead(signal)
    this.reclaim(slot)
  }

  /** The slot of a process that died with its scheduler, or on its way: no signal to it is on its way any more. */
  reclaim(slot: number): void {
    const row = slot << ROW_WORDS_SHIFT
    const issued = Atomics.load(this.#rows, row + Row.issued)
    Atomics.store(this.#rows, row + Row.delivered, issued)
    this.slots.give(slot)
  }

  // ---- statistics

  count(which: number, by = 1): void {
    const at = this.#statisticsAt + which
    this.#statistics[at] = (this.#statistics[at] as number) + by
  }
}
