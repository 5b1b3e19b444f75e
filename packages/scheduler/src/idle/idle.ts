/** Low 24 bits of a group's word: its sleepers, a bit each. High 8 bits: the number of its searchers, unsigned. */
const GROUP_SIZE = 24
const ONE_SEARCHER = 1 << GROUP_SIZE

/** Specified (the table of schedulers): more need more groups, nothing else. */
const MAX_SCHEDULERS = 64

function searchersOf(state: number): number {
  return state >>> GROUP_SIZE
}

/**
 * Who sleeps and who looks for work, in shared memory, so that whoever publishes work knows whether to wake somebody.
 *
 * A scheduler is busy, searching or asleep. Schedulers are numbered from 0. This file alone knows how the states are
 * packed into words; README.md beside it has the protocol, its invariants and the argument that no wake-up is lost.
 */
export class IdleProtocol {
  private readonly words: Int32Array
  private readonly base: number
  private readonly end: number

  /** Words of shared memory that `schedulers` schedulers need. All zero is the right initial state: all are busy. */
  static wordsFor(schedulers: number): number {
    return Math.ceil(schedulers / GROUP_SIZE)
  }

  /** `base` is the first of `wordsFor(schedulers)` words that nobody else writes. */
  constructor(words: Int32Array, base: number, schedulers: number) {
    if (!(schedulers >= 1 && schedulers <= MAX_SCHEDULERS))
      throw new RangeError(`idle protocol: ${schedulers} schedulers; it must be 1 to ${MAX_SCHEDULERS}`)
    this.words = words
    this.base = base
    this.end = base + IdleProtocol.wordsFor(schedulers)
  }

  /** From busy to searching. Call it before looking into other schedulers' queues, not after. */
  startSearching(me: number): void {
    Atomics.add(this.words, this.wordOf(me), ONE_SEARCHER)
  }

  /**
   * From searching to busy: `me` found something to do. True when it was the last searcher of its group: publishers may
   * have relied on it to find more, so it must now look whether any public queue holds work and, if so, wake the
   * scheduler that `claimSleeper` gives (calling `claimSleeper` without looking is as safe, and wakes more).
   */
  stopSearching(me: number): boolean {
    return searchersOf(Atomics.sub(this.words, this.wordOf(me), ONE_SEARCHER)) === 1
  }

  /**
   * From searching to asleep, in one step. True when it was the last searcher of its group: it must look once more
   * through all public queues and, if there is work, wake the scheduler that `claimSleeper` gives, which may be itself.
   * In either case it must look at its own inbox once more before it blocks.
   */
  park(me: number): boolean {
    const word = this.wordOf(me)
    const bit = this.bitOf(me)
    for (;;) {
      const state = Atomics.load(this.words, word)
      if (Atomics.compareExchange(this.words, word, state, (state - ONE_SEARCHER) | bit) === state)
        return searchersOf(state) === 1
    }
  }

  /**
   * `me` woke up, whatever woke it: a wake-up, a signal, a timer. It is searching afterwards. False when a waker had
   * claimed it, so that it was counted as searching already (the waker's wake-up may still be on its way).
   */
  unpark(me: number): boolean {
    return this.claim(me)
  }

  /**
   * After publishing work: claims a sleeper to wake, -1 when nobody is to be woken, because somebody searches already or
   * because nobody sleeps. The claimed scheduler counts as searching from now on; the caller must post its wake-up.
   */
  claimSleeper(): number {
    for (;;) {
      let word = -1
      let state = 0
      for (let group = this.base; group < this.end; group++) {
        const seen = Atomics.load(this.words, group)
        if (searchersOf(seen) !== 0) return -1
        if (word < 0 && seen !== 0) {
          word = group
          state = seen
        }
      }
      if (word < 0) return -1
      const bit = state & -state
      if (Atomics.compareExchange(this.words, word, state, state - bit + ONE_SEARCHER) === state)
        return (word - this.base) * GROUP_SIZE + 31 - Math.clz32(bit)
    }
  }

  /**
   * Claims this very scheduler if it sleeps, even when others search: something came that only it can handle. True: it
   * counts as searching from now on, and the caller must post its wake-up. False: it is awake, or being woken.
   */
  claim(scheduler: number): boolean {
    const word = this.wordOf(scheduler)
    const bit = this.bitOf(scheduler)
    for (;;) {
      const state = Atomics.load(this.words, word)
      if ((state & bit) === 0) return false
      if (Atomics.compareExchange(this.words, word, state, state - bit + ONE_SEARCHER) === state) return true
    }
  }

  /**
   * Does anybody search or sleep? For the owner of surplus work at a slice boundary: plain loads (an Atomics.load costs
   * 7 to 9 ns), so that the answer may be out of date. A hint, and nothing may depend on it for being woken.
   */
  hungry(): boolean {
    for (let group = this.base; group < this.end; group++) if (this.words[group] !== 0) return true
    return false
  }

  /** Schedulers that search now, for statistics and tests. */
  searching(): number {
    let count = 0
    for (let group = this.base; group < this.end; group++) count += searchersOf(Atomics.load(this.words, group))
    return count
  }

  /** Is this scheduler asleep now? For statistics, watchdogs and tests. */
  isAsleep(scheduler: number): boolean {
    return (Atomics.load(this.words, this.wordOf(scheduler)) & this.bitOf(scheduler)) !== 0
  }

  private wordOf(scheduler: number): number {
    return this.base + Math.trunc(scheduler / GROUP_SIZE)
  }

  private bitOf(scheduler: number): number {
    return 1 << (scheduler % GROUP_SIZE)
  }
}
