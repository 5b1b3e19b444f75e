/** Words of an inbox, from its first. */
const POSTED = 0
const PARKED = 1

/**
 * How an endpoint hears that something has come: a counter of what was posted to it, and whether it is parked, so that only a port
 * wakes it. Written by all senders. See README.md, "Parking".
 */
export class Inbox {
  private readonly words: Int32Array
  private readonly posted: number
  private readonly parked: number

  /** `at` is the first of its words. */
  constructor(words: Int32Array, at: number) {
    this.words = words
    this.posted = at + POSTED
    this.parked = at + PARKED
  }

  /** Sender, after it has written or posted something: a receiver that runs looks. */
  count(): void {
    Atomics.add(this.words, this.posted, 1)
  }

  /** Sender, after it has written to a ring: true if the receiver is parked, and it is this sender who has to wake it. */
  claim(): boolean {
    if (Atomics.load(this.words, this.parked) === 0) return false
    return Atomics.exchange(this.words, this.parked, 0) === 1
  }

  /** Receiver: it is about to block. It must look into its rings once more before it does. */
  park(): void {
    Atomics.store(this.words, this.parked, 1)
  }

  /** Receiver: it looks by itself from here on. */
  unpark(): void {
    Atomics.store(this.words, this.parked, 0)
  }
}
