import { fstatSync, writeSync } from 'node:fs'

const END = '\n]\n'

/** Takes the events of a trace, each as a JSON object on a line. */
export interface TraceSink {
  append(lines: readonly string[]): void
  /** Nothing follows. */
  finish(): void
}

/**
 * A file that holds one JSON array, an event a line. After every write it is a whole one: the closing bracket is written each time, and overwritten
 * by what comes next. What is no regular file (a pipe) gets it at the end; the format allows that it never comes.
 */
export class TraceFile implements TraceSink {
  readonly #descriptor: number
  readonly #isRegular: boolean
  /** Bytes before the closing bracket. */
  #size: number

  /** Of a file that is open for writing, and has `size` bytes of a trace before its closing bracket. */
  constructor(descriptor: number, size = 0) {
    this.#descriptor = descriptor
    this.#size = size
    this.#isRegular = fstatSync(descriptor).isFile()
  }

  get size(): number {
    return this.#size
  }

  append(lines: readonly string[]): void {
    if (lines.length === 0) return
    const text = `${this.#size === 0 ? '[\n' : ',\n'}${lines.join(',\n')}`
    const bytes = Buffer.from(this.#isRegular ? text + END : text)
    this.#write(bytes)
    this.#size += this.#isRegular ? bytes.length - END.length : bytes.length
  }

  /** Whoever has opened the file closes it. */
  finish(): void {
    if (!this.#isRegular) this.#write(Buffer.from(this.#size === 0 ? `[${END}` : END))
  }

  /** Waits until the system has taken all: whoever reads slowly slows the writer down, and nobody else. */
  #write(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) {
      const position = this.#isRegular ? this.#size + done : null
      done += writeSync(this.#descriptor, bytes, done, bytes.length - done, position)
    }
  }
}
