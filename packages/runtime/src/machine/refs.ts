import {
  firstAliasCounter,
  generationOf,
  makeAlias,
  makeRef,
  nextAliasCounter,
  type Ref,
  type SharedMemory,
  Statistic,
  slotOf,
} from '@multibeam/scheduler'
import { type ProcessRecord, rareOf } from '../process/record.ts'

/** Of a scheduler, before its numbers come again. Specified: a u32 holds one and the number of a scheduler (1 to 64). */
const MOST_QUESTIONS = 2 ** 25 - 1

/** What one scheduler makes to tell things apart: refs, aliases, and the numbers of its questions. */
export class Refs {
  readonly #scheduler: number
  /** Counted in shared memory: the successor of a scheduler that has died must not begin anew. */
  readonly #statistics: Float64Array
  readonly #at: number
  #questions = 0

  constructor(scheduler: number, { statistics, layout }: SharedMemory) {
    this.#scheduler = scheduler
    this.#statistics = statistics
    this.#at = layout.statistic(scheduler, Statistic.refs)
  }

  /** A new ref; `process` will not look for it among the messages that it has already. */
  make(process: ProcessRecord | null): Ref {
    const counter = (this.#statistics[this.#at] as number) + 1
    this.#statistics[this.#at] = counter
    const ref = makeRef(this.#scheduler, counter)
    if (process !== null) isFresh(process, ref)
    return ref
  }

  /** A new ref that is an alias of the process. The process itself counts its aliases, wherever it goes. */
  makeAlias(process: ProcessRecord): Ref {
    const rare = rareOf(process)
    let counter = rare.lastAlias === -1 ? firstAliasCounter(generationOf(process.pid)) : rare.lastAlias
    let ref: Ref
    do {
      counter = nextAliasCounter(counter)
      ref = makeAlias(slotOf(process.pid), counter)
      // Counters come again; an alias that is still in use does not.
    } while (rare.aliases?.has(ref) === true || process.relations?.monitors?.has(ref) === true)
    rare.lastAlias = counter
    isFresh(process, ref)
    return ref
  }

  /** A number, u32, for a question or an unlink, which no other one of the VM has that may still be under way. */
  nextQuestion(): number {
    this.#questions = (this.#questions + 1) & MOST_QUESTIONS
    return this.#scheduler * (MOST_QUESTIONS + 1) + this.#questions
  }
}

function isFresh(process: ProcessRecord, ref: Ref): void {
  const rare = rareOf(process)
  rare.freshRef = ref
  rare.beforeFreshRef = process.last
}
