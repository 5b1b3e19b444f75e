/** The average slice of a burst, in milliseconds, from which on whatever can run is worth handing over. Chosen: about what that costs. */
const LONG_SLICE_MILLISECONDS = 0.05
/** A burst that took longer than this makes the next one a single slice. Chosen. */
const LONG_BURST_MILLISECONDS = 0.1
/** A burst that took no longer than this may be followed by one twice as long, in milliseconds. Chosen: then that is not long either. */
const QUICK_BURST_MILLISECONDS = 0.025
/**
 * The average slice, in milliseconds, below which slices are short: to take a process, and to answer across schedulers, costs more than it does. Measured:
 * spawn-reply on two schedulers took 5 to 10 times the time of one.
 */
const SHORT_SLICE_MILLISECONDS = 0.002
/** The average slice, in milliseconds, from which on whatever has not started is published for the hungry. Chosen: ten times what publishing costs. */
const MEDIUM_SLICE_MILLISECONDS = 0.01
/**
 * Slices that the average is about. Chosen: one slice that spawns a hundred processes must not make those that it spawns look long (ring: a third of
 * them went to the other scheduler, and the token after them).
 */
const AVERAGED_SLICES = 64
/** What a long slice counts in the average at the most, in milliseconds. Chosen: a few of them, as of code not compiled yet, say nothing of the rest. */
const MOST_COUNTED_MILLISECONDS = 0.02
/** What a single burst takes that is longer than this, in milliseconds, is work. Chosen: neither code that is not compiled yet nor the system's other threads take so long. */
const HEAVY_BURST_MILLISECONDS = 100

/** How long the slices of a scheduler are: whether there is something in taking its processes elsewhere. */
export class Pace {
  /** What a slice takes, in milliseconds; of those that say nothing the guess is that they are long. */
  average = MOST_COUNTED_MILLISECONDS
  /** The last burst took long: the next one is a single slice. */
  isSlow = false
  /** It took so short that the next one may have twice the slices. */
  isQuick = false
  /** Slices of the last burst used up their reductions with nothing but computation. */
  haveComputed = false
  /** The slices of the last two bursts were long. One alone may have been interrupted: by a garbage collection, or for another thread of the machine. */
  areLong = false
  #wereLong = false
  #wasHeavy = false

  /** Long enough that to publish a process costs nothing beside its slice. */
  get areMedium(): boolean {
    return this.average >= MEDIUM_SLICE_MILLISECONDS || this.areLong
  }

  /** Worth a thread that has to share its core with this one. That they take some time is not enough: so do those of a program that begins, and the system's other threads hold all up. */
  get areWorthACore(): boolean {
    return this.areLong || this.#wasHeavy || (this.haveComputed && this.areMedium)
  }

  get areShort(): boolean {
    return this.average < SHORT_SLICE_MILLISECONDS && !this.areLong
  }

  /**
   * A burst of `slices` has taken `elapsed` milliseconds and made `made` processes runnable; `yields` of the slices used up their reductions, `computed` of
   * these with nothing but computation.
   */
  note(elapsed: number, slices: number, made: number, yields: number, computed: number): void {
    this.isSlow = elapsed > LONG_BURST_MILLISECONDS
    this.isQuick = elapsed <= QUICK_BURST_MILLISECONDS
    this.haveComputed = computed > 0
    this.#wasHeavy = elapsed > HEAVY_BURST_MILLISECONDS
    if (slices === 0) return
    // Whoever spawns many may take long; whoever uses up its reductions on messages is no better off elsewhere, however long that takes.
    const long = elapsed > (slices + made) * LONG_SLICE_MILLISECONDS && yields === computed
    this.areLong = long && this.#wereLong
    this.#wereLong = long
    // One that has used its reductions otherwise tells nothing of those that it may have spawned.
    if (yields > 0 && computed < slices) return
    const counted = computed > 0 ? MOST_COUNTED_MILLISECONDS : Math.min(elapsed / slices, MOST_COUNTED_MILLISECONDS)
    // Of a burst that took long, one slice may have taken it all.
    const weight = this.isSlow && computed === 0 ? 1 : slices
    this.average += ((counted - this.average) * weight) / AVERAGED_SLICES
  }
}
