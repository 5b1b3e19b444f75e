/** Where an inbox lies in shared memory, in words of one Int32Array. */
export interface InboxPlace {
  /** Word that counts what was posted, wrapping at 2^32. Written by all senders. */
  posted: number
  /** Word that is 1 while the receiver is parked. Written by it, and by who wakes it. */
  parked: number
}

/**
 * How an endpoint hears that something has come: a counter of what was posted to it, and whether it is parked, so that only a port
 * wakes it. Written by all senders. See README.md, "Parking".
 */
export class Inbox {
  private readonly words: Int32Array
  private readonly posted: number
  private readonly parked: number

  constructor(words: Int32Array, { posted, parked }: InboxPlace) {
    this.words = words
    this.posted = posted
    this.parked = parked
  }

  /** Sender, after it has written or posted something: a receiver that runs looks. */
  count(): void {
    Atomics.add(this.words, this.posted, 1)
  }

  /** Whether the receiver is parked. A plain load: a hint. */
  isParked(): boolean {
    return this.words[this.parked] === 1
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
