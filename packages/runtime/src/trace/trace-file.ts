import { fstatSync, ftruncateSync, writeSync } from 'node:fs'

/** Takes the events of a trace, each as a JSON object on a line. */
export interface TraceSink {
  append(lines: readonly string[]): void
  /** Nothing follows. */
  finish(): void
}

const OPENED = '['
const CLOSED = ']\n'

/** The system takes a write page by page, and a program that is killed may leave it half done between two of them. In bytes. */
const PAGE = 4096
/** The most that is kept free before the closing bracket, in bytes. Chosen. */
const MOST_ROOM = 2 ** 20

/**
 * A file that holds one JSON array, an event a line, and a whole one when the program is killed. There are spaces between the last event and
 * the closing bracket, which the next events replace; each write is of events that lie in one page, so that it is done whole or not
 * at all. (An event longer than a page is not.) When the room is used up, at most once a megabyte, the bracket moves on: only
 * between the two writes that take for it there is none. (With the bracket written behind each half
 * megabyte of events one file in ten of a busy, killed program could not be read.)
 *
 * What is no regular file (a pipe) gets the bracket at the end; the format allows that it never comes.
 */
export class TraceFile implements TraceSink {
  readonly #descriptor: number
  readonly #isRegular: boolean
  /** Bytes up to the last event's end. */
  #size: number
  /** Where the closing bracket stands, in a regular file that has begun. */
  #bracket: number

  /** Of a file that is open for writing: an empty one, or one that another TraceFile has left with that `size`. */
  constructor(descriptor: number, size = 0) {
    const stats = fstatSync(descriptor)
    this.#descriptor = descriptor
    this.#isRegular = stats.isFile()
    this.#size = size
    this.#bracket = stats.size - CLOSED.length
  }

  get size(): number {
    return this.#size
  }

  append(lines: readonly string[]): void {
    if (lines.length === 0) return
    if (!this.#isRegular) this.#stream(lines)
    else {
      if (this.#size === 0) this.#begin()
      this.#place(lines)
    }
  }

  /** Whoever has opened the file closes it. */
  finish(): void {
    if (!this.#isRegular) this.#write(this.#size === 0 ? `${OPENED}${CLOSED}` : `\n${CLOSED}`, null)
    else if (this.#size > 0) {
      this.#write(`\n${CLOSED}`, this.#size)
      ftruncateSync(this.#descriptor, this.#size + 1 + CLOSED.length)
    }
  }

  #stream(lines: readonly string[]): void {
    const text = `${this.#size === 0 ? OPENED : ','}\n${lines.join(',\n')}`
    this.#write(text, null)
    this.#size += Buffer.byteLength(text)
  }

  /** An empty array with room. */
  #begin(): void {
    this.#bracket = PAGE - CLOSED.length
    this.#write(OPENED.padEnd(this.#bracket) + CLOSED, 0)
    this.#size = OPENED.length
  }

  /** Writes the lines page by page. One that does not fit in the rest of a page begins the next one; one that is longer than a page crosses them. */
  #place(lines: readonly string[]): void {
    let text = ''
    let start = this.#size
    for (const line of lines) {
      const next = `${this.#size === OPENED.length ? '' : ','}\n${line}`
      const length = Buffer.byteLength(next)
      if ((this.#size % PAGE) + length > PAGE) {
        this.#put(text, start)
        text = ''
        if (length <= PAGE) this.#size = Math.ceil(this.#size / PAGE) * PAGE
        start = this.#size
      }
      text += next
      this.#size += length
    }
    this.#put(text, start)
  }

  /** Up to `size`, in the place of spaces. */
  #put(text: string, start: number): void {
    if (text === '') return
    if (this.#size > this.#bracket) this.#makeRoom()
    this.#write(text, start)
  }

  /** White space behind the bracket is allowed: so there is some at any moment, and then the bracket goes to its end. */
  #makeRoom(): void {
    const room = Math.min(this.#size, MOST_ROOM)
    const bracket = Math.ceil((this.#size + room) / PAGE) * PAGE - CLOSED.length
    const from = this.#bracket + 1
    this.#write(' '.repeat(bracket - from), from)
    this.#write(' ', this.#bracket)
    this.#write(CLOSED, bracket)
    this.#bracket = bracket
  }

  /** Waits until the system has taken all: whoever reads slowly slows the writer down, and nobody else. */
  #write(text: string, position: number | null): void {
    const bytes = Buffer.from(text)
    for (let done = 0; done < bytes.length; ) {
      const to = position === null ? null : position + done
      done += writeSync(this.#descriptor, bytes, done, bytes.length - done, to)
    }
  }
}
