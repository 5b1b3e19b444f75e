import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import type { OutputPiece } from '../thread/boot.ts'

/** Prints what the schedulers' processes print, in the order of its numbers, which is the order in which it was printed. */
export class Output {
  readonly #ports: MessagePort[] = []
  readonly #early = new Map<number, OutputPiece>()
  readonly #closed: Promise<void>[] = []
  #next = 0

  add(port: MessagePort): void {
    this.#ports.push(port)
    port.on('message', (piece: OutputPiece) => this.#take(piece))
    this.#closed.push(
      new Promise((resolve) => {
        port.once('close', () => {
          this.#ports.splice(this.#ports.indexOf(port), 1)
          resolve()
        })
      }),
    )
  }

  /** Prints what has arrived, so that what the main thread prints next comes after it. */
  drain(): void {
    for (const port of this.#ports) {
      for (let got = receiveMessageOnPort(port); got !== undefined; got = receiveMessageOnPort(port)) {
        this.#take(got.message as OutputPiece)
      }
    }
  }

  /** The pieces up to a number, not included, that have not come were lost with a scheduler: those behind them are printed. */
  lose(end: number): void {
    this.drain()
    for (let number = this.#next; ((end - number) | 0) > 0; number = (number + 1) | 0) {
      if (!this.#early.has(number)) this.#take([number, 1, ''])
    }
  }

  /** Resolves when every scheduler has closed its end and all is printed. */
  async finished(): Promise<void> {
    await Promise.all(this.#closed)
    // A thread that was ended between numbering a piece and posting it leaves a gap.
    for (const [, piece] of [...this.#early].sort(([a], [b]) => a - b)) print(piece)
    this.#early.clear()
  }

  #take(piece: OutputPiece): void {
    const [place] = piece
    if (place === undefined) {
      print(piece)
      return
    }
    this.#early.set(place, piece)
    for (let next = this.#early.get(this.#next); next !== undefined; next = this.#early.get(this.#next)) {
      this.#early.delete(this.#next)
      this.#next = (this.#next + 1) | 0
      print(next)
    }
  }
}

function print([, stream, content]: OutputPiece): void {
  if (stream === 1) process.stdout.write(content)
  else process.stderr.write(content)
}
