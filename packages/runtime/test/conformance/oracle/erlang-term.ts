// Terms as Erlang prints them with `~0p`, read as JavaScript values.

/** A pid of a recording, by its number in the row. */
export interface RecordedPid {
  readonly pid: number
}

/** A ref of a recording, by its number in the row. */
export interface RecordedRef {
  readonly ref: number
}

/** What a text of one term stands for. Throws SyntaxError, naming the place, for what is no term. */
export function parseTerm(text: string): unknown {
  const parser = new Parser(text)
  const term = parser.term()
  parser.end()
  return term
}

const ATOMS: Readonly<Record<string, unknown>> = {
  true: true,
  false: false,
  undefined: undefined,
  infinity: Number.POSITIVE_INFINITY,
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
  s: ' ',
  d: '\x7f',
  '0': '\0',
}

/**
 * Tuples and lists become arrays, maps become Maps, binaries Uint8Arrays, strings strings, integers numbers (beyond 2^53 bigints). Atoms become
 * strings but for `true`, `false`, `undefined` and `infinity`, which have values of their own.
 */
class Parser {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  term(): unknown {
    this.#skipSpace()
    if (this.#take('{')) return this.#elements('}')
    if (this.#take('[')) return this.#list()
    if (this.#take('#{')) return this.#map()
    if (this.#take('<<')) return this.#binary()
    if (this.#take('"')) return this.#quoted('"')
    if (this.#take("'")) return this.#quoted("'")
    const pid = this.#match(/<\d+\.(\d+)\.\d+>/y)
    if (pid !== undefined) return { pid: Number(pid[1]) } satisfies RecordedPid
    const ref = this.#match(/#Ref<(?:\d+\.)*(\d+)>/y)
    if (ref !== undefined) return { ref: Number(ref[1]) } satisfies RecordedRef
    const number = this.#match(/-?\d+(\.\d+(?:e[+-]?\d+)?)?/y)
    if (number !== undefined) return numberOf(number[0], number[1] !== undefined)
    const atom = this.#match(/[a-z][\w@]*/y)?.[0]
    if (atom !== undefined) return Object.hasOwn(ATOMS, atom) ? ATOMS[atom] : atom
    return this.#fail('a term')
  }

  end(): void {
    this.#skipSpace()
    if (this.#at < this.#text.length) this.#fail('the end')
  }

  #elements(close: string): unknown[] {
    const elements: unknown[] = []
    this.#skipSpace()
    if (this.#take(close)) return elements
    do elements.push(this.term())
    while (this.#separator())
    this.#expect(close)
    return elements
  }

  #list(): unknown[] {
    const elements: unknown[] = []
    this.#skipSpace()
    if (this.#take(']')) return elements
    do elements.push(this.term())
    while (this.#separator())
    if (this.#take('|')) this.#fail('a proper list')
    this.#expect(']')
    return elements
  }

  #map(): Map<unknown, unknown> {
    const map = new Map<unknown, unknown>()
    this.#skipSpace()
    if (this.#take('}')) return map
    do {
      const key = this.term()
      this.#skipSpace()
      this.#expect('=>')
      map.set(key, this.term())
    } while (this.#separator())
    this.#expect('}')
    return map
  }

  #binary(): Uint8Array {
    if (this.#take('"')) {
      const text = this.#quoted('"')
      const bytes = this.#take('/utf8') ? new TextEncoder().encode(text) : Uint8Array.from(text, (c) => c.charCodeAt(0))
      this.#expect('>>')
      return bytes
    }
    return Uint8Array.from(this.#elements('>>') as number[])
  }

  /** Up to the closing quote. */
  #quoted(quote: string): string {
    let text = ''
    for (;;) {
      const plain = this.#match(quote === '"' ? /[^"\\]+/y : /[^'\\]+/y)
      if (plain !== undefined) text += plain[0]
      else if (this.#take(quote)) return text
      else if (this.#take('\\')) text += this.#escape()
      else return this.#fail(quote)
    }
  }

  #escape(): string {
    const code = this.#match(/x\{([0-9A-Fa-f]+)\}/y)
    if (code !== undefined) return String.fromCodePoint(Number.parseInt(code[1] as string, 16))
    const character = this.#text[this.#at++] ?? this.#fail('an escape')
    return ESCAPES[character] ?? character
  }

  #separator(): boolean {
    this.#skipSpace()
    return this.#take(',')
  }

  #expect(text: string): void {
    if (!this.#take(text)) this.#fail(`"${text}"`)
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false
    this.#at += text.length
    return true
  }

  #match(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.#at
    const match = sticky.exec(this.#text) ?? undefined
    if (match !== undefined) this.#at = sticky.lastIndex
    return match
  }

  #skipSpace(): void {
    this.#match(/\s+/y)
  }

  #fail(expected: string): never {
    throw new SyntaxError(`${this.#text}: expected ${expected} at character ${this.#at + 1}`)
  }
}

function numberOf(text: string, isFloat: boolean): number | bigint {
  const number = Number(text)
  return isFloat || Number.isSafeInteger(number) ? number : BigInt(text)
}
