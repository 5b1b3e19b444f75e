/** Characters of an event at most. Chosen: a thousand times what one takes. */
const MOST_CHARACTERS = 16 * 1024 * 1024

/** Takes a `text/event-stream` apart: the data of each event. Source: HTML standard, "Server-sent events". */
export class EventParser {
  readonly #decoder = new TextDecoder()
  #rest = ''
  #data: string[] = []
  #length = 0

  /** The data of the events that end in this piece of the stream. Throws RangeError when one is too long. */
  push(piece: Uint8Array): string[] {
    const lines = (this.#rest + this.#decoder.decode(piece, { stream: true })).split('\n')
    this.#rest = lines.pop() as string
    if (this.#rest.length + this.#length > MOST_CHARACTERS) throw new RangeError('an event is too long')
    const events: string[] = []
    for (const line of lines) {
      const text = line.endsWith('\r') ? line.slice(0, -1) : line
      if (text === '') {
        if (this.#data.length > 0) events.push(this.#data.join('\n'))
        this.#data = []
        this.#length = 0
      } else if (text.startsWith('data:')) {
        const data = text.slice(text.startsWith('data: ') ? 6 : 5)
        this.#data.push(data)
        this.#length += data.length
      }
    }
    return events
  }
}
