import { type Executor, SliceResult } from '../../src/endpoint/executor.ts'
import type { Scheduler } from '../../src/scheduler/scheduler.ts'
import { Header, Statistic } from '../../src/shared/layout.ts'
import { SharedMemory } from '../../src/shared/memory.ts'
import { Interleaver } from '../../src/simulator/interleaver.ts'
import { simulatedMesh } from '../../src/simulator/mesh.ts'
import { SimulatedClock } from '../../src/simulator/simulated-clock.ts'
import { SimulatedThread } from '../../src/simulator/simulated-thread.ts'
import { type Pid, slotOf } from '../../src/table/pid.ts'
import { Priority, Task, TaskStatus } from '../../src/task.ts'
import type { ByteReader } from '../../src/wire/reader.ts'
import type { ByteWriter } from '../../src/wire/writer.ts'
import type { SchedulerSources } from './sources.ts'

// Whole schedulers in the simulator, with processes that compute and pairs that send a ball to and fro.

const BALL = 8

class Player extends Task {
  /** Slices of one that computes, balls to be thrown by one that plays. */
  left = 1
  partner: Pid | 0 = 0
  balls = 0
  /** Balls caught so far; each ball says which it is. */
  caught = 0
}

export class TalkingWorld {
  readonly memory: SharedMemory
  readonly clock = new SimulatedClock()
  readonly schedulers: Scheduler<Player>[] = []
  readonly pids: Pid[] = []
  /** Where each has ended. */
  readonly ended = new Map<Pid, number>()
  /** How often each has come to a scheduler. */
  readonly moves = new Map<Pid, number>()
  readonly problems: string[] = []
  readonly #interleaver: Interleaver

  constructor({ Scheduler: SchedulerHere }: SchedulerSources, schedulers: number, seed: number) {
    this.memory = SharedMemory.create({ schedulers, processLimit: 4096, ringCapacity: 4, ringPayloadBytes: 64 })
    const threads = simulatedMesh(schedulers + 1).map((links) => new SimulatedThread(this.clock, links, 2))
    this.#interleaver = new Interleaver(this.clock, threads, seed)
    for (let id = 1; id <= schedulers; id++) {
      const thread = threads[id] as SimulatedThread
      const runner = new Runner(this, () => this.at(id))
      const scheduler = new SchedulerHere<Player>(id, this.memory, thread.links, runner, thread)
      this.schedulers.push(scheduler)
      thread.host(() => scheduler.turn())
      scheduler.start()
    }
  }

  at(id: number): Scheduler<Player> {
    return this.schedulers[id - 1] as Scheduler<Player>
  }

  /** A process that computes for some slices. */
  compute(id: number, slices: number, home = 0): void {
    const player = this.#create(id, slices)
    player.home = home
    player.movable = home === 0
    this.at(id).makeRunnable(player)
  }

  /** Two that throw a ball to and fro. They have started, and so can only be handed over. */
  pair(one: number, other: number, throws: number): void {
    const [a, b] = [this.#create(one, throws), this.#create(other, throws)]
    a.partner = b.pid
    b.partner = a.pid
    b.status = TaskStatus.waiting
    a.balls = 1
    this.at(one).makeRunnable(a)
  }

  /** Some steps, or until all sleep. */
  run(steps = 1_000_000): void {
    for (let i = 0; i < steps; i++) if (!this.#interleaver.step(() => {})) return
    if (steps === 1_000_000) this.problems.push('they never come to rest')
  }

  total(which: number): number {
    const { memory } = this
    return this.schedulers.reduce((sum, { id }) => sum + this.of(id, which), 0) + 0 * memory.layout.endpoints
  }

  of(id: number, which: number): number {
    return this.memory.statistics[this.memory.layout.statistic(id, which)] as number
  }

  setOnline(schedulers: number): void {
    Atomics.store(this.memory.control, Header.schedulersOnline, schedulers)
    for (const scheduler of this.schedulers) scheduler.attend()
  }

  /** What must hold once all sleep; the first thing that does not. */
  check(): string | undefined {
    const [problem] = this.problems
    if (problem !== undefined) return problem
    for (const pid of this.pids) if (!this.ended.has(pid)) return `the process in slot ${slotOf(pid)} never ended`
    for (const { id, endpoint, runQueue } of this.schedulers) {
      // What is left of a stolen process goes when the news of the theft comes.
      if ([...endpoint.table].length > 0) return `scheduler ${id} still has records`
      if (runQueue.length > 0) return `scheduler ${id} sleeps, and something can run`
      if (endpoint.hasUnsent) return `scheduler ${id} has not posted all`
    }
    const [come, gone] = [this.total(Statistic.processesIn), this.total(Statistic.processesOut)]
    return come === gone ? undefined : `${come} processes came from others, ${gone} went to others`
  }

  #create(id: number, left: number): Player {
    const { endpoint } = this.at(id)
    const slot = endpoint.slots.take()
    const expected = endpoint.nextTicket(slot)
    const player = new Player(endpoint.openRow(slot), Priority.normal, 0, expected)
    player.left = left
    player.movable = false
    endpoint.table.set(player)
    this.pids.push(player.pid)
    return player
  }
}

class Runner implements Executor<Player> {
  readonly #world: TalkingWorld
  readonly #scheduler: () => Scheduler<Player>

  constructor(world: TalkingWorld, scheduler: () => Scheduler<Player>) {
    this.#world = world
    this.#scheduler = scheduler
  }

  runSlice(player: Player): SliceResult {
    const { endpoint, id } = this.#scheduler()
    if (endpoint.table.get(player.pid) !== player) this.#world.problems.push('a process runs where it is not')
    if (player.partner === 0) {
      if (--player.left > 0) return SliceResult.computed
    } else if (player.balls > 0) {
      player.balls--
      player.left--
      endpoint.begin().u32(player.caught)
      endpoint.sendTo(player.partner, BALL)
    }
    if (player.left > 0) {
      player.status = TaskStatus.waiting
      return SliceResult.waiting
    }
    if (this.#world.ended.has(player.pid)) this.#world.problems.push('a process has ended twice')
    this.#world.ended.set(player.pid, id)
    endpoint.retire(player)
    return SliceResult.exited
  }

  longSlice(): void {}

  deliver(player: Player): undefined {
    player.balls++
    player.caught++
    if (player.status === TaskStatus.waiting) this.#scheduler().makeRunnable(player)
  }

  deliverDead(): void {}
  notice(): void {}
  left(): void {}

  encode(player: Player, payload: ByteWriter): boolean {
    payload.u32(player.left)
    payload.f64(player.partner)
    payload.u32(player.balls)
    payload.u32(player.caught)
    return true
  }

  decode(pid: Pid, expected: number, payload: ByteReader): Player {
    const { moves } = this.#world
    moves.set(pid, (moves.get(pid) ?? 0) + 1)
    const scheduler = this.#scheduler()
    scheduler.endpoint.hasArrivals = true
    const player = new Player(pid, Priority.normal, 0, expected)
    player.left = payload.u32()
    player.partner = payload.f64() as Pid
    player.balls = payload.u32()
    player.caught = payload.u32()
    player.movable = false
    scheduler.makeRunnable(player)
    return player
  }
}
