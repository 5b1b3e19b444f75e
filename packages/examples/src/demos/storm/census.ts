import type { Pid } from 'multibeam'
import type { Seat } from './tree.ts'

/** What a storm has done. */
export interface Census {
  readonly seats: number
  readonly strikes: number
  /** Workers that ended because they were killed or failed, and those that went down with their supervisor. */
  readonly struck: number
  readonly withSupervisor: number
  /** Workers that were started again. */
  readonly restarts: number
  /** Workers that were there before the storm, and are after it. */
  readonly survivors: number
  /** Workers that answer when all is over, each for its own seat. */
  readonly answers: number
}

interface Living {
  readonly seat: Seat
  readonly pid: Pid
}

/** Who lives and who has died, as told by the workers when they start and by monitors when they end. */
export class Deaths {
  readonly #seats: number
  readonly #living = new Map<Pid, Seat>()
  /** Struck themselves, or with their supervisor, and not yet known to be dead. */
  readonly #pending = new Map<Pid, 'itself' | 'supervisor'>()
  #first = new Set<Pid>()
  #struck = 0
  #withSupervisor = 0
  #starts = 0

  constructor(teams: number, seats: number) {
    this.#seats = teams * seats
  }

  /** The storm begins: who lives now is a survivor if it lives at the end. */
  begin(): void {
    this.#first = new Set(this.#living.keys())
  }

  up(seat: Seat, pid: Pid): void {
    this.#living.set(pid, seat)
    this.#starts++
  }

  /** The seat of who has ended. */
  down(pid: Pid): Seat | undefined {
    const seat = this.#living.get(pid)
    // Who was not struck goes because a supervisor has given up.
    if (this.#pending.get(pid) === 'itself') this.#struck++
    else this.#withSupervisor++
    this.#living.delete(pid)
    this.#pending.delete(pid)
    return seat
  }

  struck(pid: Pid): void {
    this.#pending.set(pid, 'itself')
  }

  struckTeam(team: number): void {
    for (const [pid, seat] of this.#living) {
      if (seat.team === team && !this.#pending.has(pid)) this.#pending.set(pid, 'supervisor')
    }
  }

  /** Those that live, as far as is known, and were not struck yet. */
  living(): Living[] {
    return [...this.#living].filter(([pid]) => !this.#pending.has(pid)).map(([pid, seat]) => ({ pid, seat }))
  }

  /** Whether every seat is taken, and nobody is about to end. */
  allUp(): boolean {
    return this.#pending.size === 0 && this.#living.size === this.#seats
  }

  census(strikes: number, answers: number): Census {
    return {
      seats: this.#seats,
      strikes,
      struck: this.#struck,
      withSupervisor: this.#withSupervisor,
      restarts: this.#starts - this.#seats,
      survivors: [...this.#first].filter((pid) => this.#living.has(pid)).length,
      answers,
    }
  }
}
