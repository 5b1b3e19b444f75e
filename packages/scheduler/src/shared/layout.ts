/**
 * Every word of shared memory, by name. No other file contains an index into it.
 *
 * Six buffers: *control* (32-bit words: switches, inboxes, the idle protocol, the public rings, the signal rings), *rows* (the process
 * table, four 32-bit words a slot), *statistics* (64-bit floats, written by their scheduler alone), *chunks* (a link
 * a slot, for free slots that change hands), *modules* (the module table) and *names* (the table of registered names).
 *
 * Endpoint 0 is the main thread, endpoints 1 to N are the schedulers.
 */

import type { InboxPlace } from '../endpoint/inbox.ts'
import type { SignalRingPlace } from '../endpoint/signal-ring.ts'
import { IdleProtocol } from '../idle/idle.ts'
import { ENTRY_WORDS, type NamePlace } from '../names/name-words.ts'
import type { RingPlace } from '../queue/public-ring.ts'

/** Words of a cache line: what different threads write stands on different lines. */
const LINE = 16

/** Header words. Writers: *any* unless said otherwise. */
export const Header = {
  /** 1 once the VM stops. Writer: main. */
  stopping: 0,
  /** Schedulers that run processes, from 1: those behind run only what is pinned to them. */
  schedulersOnline: 1,
  /** The next block of slots that nobody has had yet (a count of blocks). */
  nextBlock: LINE,
  /** The next number of a piece of console output; gives all output one order that respects cause and effect. */
  outputSequence: 2 * LINE,
  /** Entries of the module table. */
  moduleCount: 3 * LINE,
  /** Bytes of the module table in use. */
  moduleBytes: 3 * LINE + 1,
  /** Counts ticks (wraps), while somebody wants to hear of long slices. Writer: the ticker thread. */
  tick: 4 * LINE,
  /** Milliseconds a tick; 0 ends the ticker thread, which sleeps on this word. Writer: main. */
  tickPeriod: 5 * LINE,
} as const
const HEADER_WORDS = 6 * LINE
/** Two words taken as one 64-bit integer: the top of the stack of free chunks (slots/free-chunks.ts). */
const FREE_CHUNKS_WORD = HEADER_WORDS
const ENDPOINTS_AT = HEADER_WORDS + LINE

/** Words of an endpoint, each endpoint on a line of its own. */
export const EndpointWord = {
  /** Batches ever posted to this endpoint (wraps). Writers: whoever posts, after posting. */
  inbox: 0,
  /** 1 while it is parked in its event loop. Writers: the endpoint; who wakes it, by Atomics.exchange. */
  parked: 1,
} as const

/** Words of a row. */
export const Row = {
  /** Bits 0-7: the owner's endpoint; bit 8: alive. Writer: the owner; a thief once it has claimed the process. */
  state: 0,
  /** 20 bits, counts the processes that have had this slot. Writer: the owner. */
  generation: 1,
  /** Tickets ever issued for signals to this slot (wraps). Writers: any sender, by Atomics.add. */
  issued: 2,
  /** While nobody lives here: signals with tickets that have arrived (wraps). Writers: endpoints at which one arrives. */
  delivered: 3,
} as const
export const ROW_WORDS_SHIFT = 2
export const OWNER_MASK = 0xff
export const ALIVE = 0x100

/** Numbers a scheduler keeps about itself (64-bit floats). Writer: that scheduler. */
export const Statistic = {
  spawned: 0,
  exited: 1,
  contextSwitches: 3,
  runQueue: 4,
  /** Milliseconds spent in turns that ran something. */
  busy: 5,
  stealsTried: 6,
  stealsWon: 7,
  processesIn: 8,
  processesOut: 9,
  signalsSent: 10,
  signalsReceived: 11,
  batchesSent: 12,
  bytesSent: 13,
  parks: 14,
  spins: 15,
  turns: 16,
  /** Milliseconds on the VM's clock at which the scheduler started. */
  startedAt: 17,
  /** Bytes of JavaScript heap in use, as of the last look (about once a second). */
  heapUsed: 18,
  /** Refs made. Read by the scheduler itself, too: the successor of a dead one goes on from here, so that no ref comes twice. */
  refs: 19,
  /** Bytes of JavaScript heap reserved, as of the last look. */
  heapTotal: 20,
  /** What a slice takes on average, in milliseconds; with `runQueue`, how long a process waits for its turn. */
  averageSlice: 21,
} as const
export const STATISTICS_PER_ENDPOINT = 24

export interface MemoryOptions {
  /** 1 to 64. */
  schedulers: number
  /** Slots of the process table. */
  processLimit: number
  /** Entries of each public ring, a power of two. */
  ringCapacity: number
  /** Longest encoded process that fits a ring entry, in bytes; a longer one is pushed through a port instead. */
  ringPayloadBytes: number
}

/** Slots come in blocks; a block is also a page of the endpoint's own table. Chosen: 8 KB of records a page. */
export const BLOCK_SHIFT = 10
export const BLOCK_SLOTS = 1 << BLOCK_SHIFT
/** Pids have 24 bits of slot. */
export const MOST_SLOTS = 1 << 24
/** Room for module URLs, in bytes, and their number. Chosen: a URL takes about 100 bytes. */
export const MODULE_TABLE_BYTES = 512 * 1024
export const MOST_MODULES = 4096
/** Names ever used, by the whole VM. Specified: OTP's limit of atoms. */
export const MOST_NAMES = 1 << 20
/** Room for their characters, a byte each if all are Latin-1. Chosen: 64 a name on average; pages never written cost nothing. */
export const NAME_ARENA_BYTES = 64 * 1024 * 1024
/** Chosen: at most half full, so that a name is found in the first or second bucket it is looked for in. */
const NAME_BUCKETS = 2 * MOST_NAMES

const NAME_ENTRIES_AT = 2 * LINE
const NAME_BUCKETS_AT = NAME_ENTRIES_AT + MOST_NAMES * ENTRY_WORDS
const NAME_ARENA_AT = NAME_BUCKETS_AT + NAME_BUCKETS

/** The buffer of the names, see names/name-words.ts, which names the words of an entry. */
const NAMES: NamePlace = {
  entryCount: 0,
  bytesUsed: LINE,
  entries: NAME_ENTRIES_AT,
  mostEntries: MOST_NAMES,
  buckets: NAME_BUCKETS_AT,
  bucketCount: NAME_BUCKETS,
  arena: 4 * NAME_ARENA_AT,
  arenaBytes: NAME_ARENA_BYTES,
}

/** Chosen: room for some hundred short batches. (Of 64 KB and 512 KB a flood across gains nothing: a long batch is as quick through the port.) */
const SIGNAL_RING_BYTES = 4 * 1024
/** All of them together; with more than 32 schedulers each is shorter. Chosen: pages that nobody writes cost nothing. */
const MOST_SIGNAL_RING_BYTES = 4 * 1024 * 1024

function signalRingBytes(schedulers: number): number {
  let bytes = SIGNAL_RING_BYTES
  while (bytes * schedulers * schedulers > MOST_SIGNAL_RING_BYTES) bytes /= 2
  return bytes
}

/** Where everything stands, computed alike by every thread from the same options. */
export class Layout {
  readonly options: MemoryOptions
  readonly endpoints: number
  readonly blocks: number
  readonly controlBytes: number
  readonly rowsBytes: number
  readonly chunksBytes: number
  readonly statisticsBytes: number
  readonly names = NAMES
  /** Mostly pages never touched: measured, making the buffer takes 10 µs, and the process grows by what names fill. */
  readonly namesBytes = NAMES.arena + NAMES.arenaBytes
  readonly freeChunksWord = FREE_CHUNKS_WORD
  readonly idleWord: number
  readonly #ringsAt: number
  readonly #entryWords: number
  readonly #ringWords: number
  readonly #signalRingsAt: number
  readonly #signalRingBytes: number
  readonly #signalRingWords: number

  constructor(options: MemoryOptions) {
    this.options = options
    this.endpoints = options.schedulers + 1
    this.blocks = Math.min(
      // Every scheduler and the main thread may sit on free slots of two blocks.
      Math.ceil(options.processLimit / BLOCK_SLOTS) + 2 * this.endpoints,
      MOST_SLOTS / BLOCK_SLOTS,
    )
    this.idleWord = ENDPOINTS_AT + this.endpoints * LINE
    const idleWords = IdleProtocol.wordsFor(options.schedulers)
    this.#ringsAt = this.idleWord + Math.ceil(idleWords / LINE) * LINE
    this.#entryWords = 2 + Math.ceil(options.ringPayloadBytes / 4)
    // Head and tail on lines of their own, then the entries, filled up to a whole line.
    this.#ringWords = 2 * LINE + Math.ceil((options.ringCapacity * this.#entryWords) / LINE) * LINE
    this.#signalRingsAt = this.#ringsAt + options.schedulers * this.#ringWords
    this.#signalRingBytes = signalRingBytes(options.schedulers)
    this.#signalRingWords = 2 * LINE + this.#signalRingBytes / 4
    this.controlBytes = 4 * (this.#signalRingsAt + this.endpoints * this.endpoints * this.#signalRingWords)
    this.rowsBytes = this.blocks * BLOCK_SLOTS * 4 * (1 << ROW_WORDS_SHIFT)
    this.chunksBytes = this.blocks * BLOCK_SLOTS * 4
    this.statisticsBytes = this.endpoints * STATISTICS_PER_ENDPOINT * 8
  }

  inbox(endpoint: number): InboxPlace {
    const at = ENDPOINTS_AT + endpoint * LINE
    return { posted: at + EndpointWord.inbox, parked: at + EndpointWord.parked }
  }

  /** The public ring of scheduler 1 to N. */
  ring(scheduler: number): RingPlace {
    const at = this.#ringsAt + (scheduler - 1) * this.#ringWords
    return {
      head: at,
      tail: at + LINE,
      entries: at + 2 * LINE,
      capacity: this.options.ringCapacity,
      entryWords: this.#entryWords,
    }
  }

  /** The ring from one endpoint to another. Nothing fits into those from and to the main thread: it has an event loop only. */
  signalRing(from: number, to: number): SignalRingPlace {
    const at = this.#signalRingsAt + (from * this.endpoints + to) * this.#signalRingWords
    return {
      tail: at,
      posted: at + 1,
      head: at + LINE,
      entries: at + 2 * LINE,
      capacity: from === 0 || to === 0 ? 0 : this.#signalRingBytes,
    }
  }

  statistic(endpoint: number, which: number): number {
    return endpoint * STATISTICS_PER_ENDPOINT + which
  }
}
