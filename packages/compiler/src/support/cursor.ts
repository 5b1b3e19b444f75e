// `for-of` and `for-in` in compiled code. A native iterator cannot be looked into, so that a process could not move while it holds one:
// arrays, strings and typed arrays are walked by index, which is what their iterators do. Map, Set and all else keep their iterator.

const arrayIterator = Array.prototype[Symbol.iterator]
const arrayIteratorPrototype = Object.getPrototypeOf([][Symbol.iterator]()) as { next: unknown }
const arrayNext = arrayIteratorPrototype.next
const typedArrayIterator = (Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array)[Symbol.iterator]

/** Where a loop stands. */
export interface Cursor {
  /** The element of this iteration. */
  value: unknown
  /** Goes to the next element; false at the end. */
  advance(): boolean
  /** The loop is left early; `threw` when an exception leaves it, which then counts more than one of the iterator. */
  close(threw: boolean): void
}

/** Walks by index what has a length that may change meanwhile: an array or a typed array. */
export class IndexCursor implements Cursor {
  value: unknown = undefined
  list: ArrayLike<unknown>
  index = 0

  constructor(list: ArrayLike<unknown>) {
    this.list = list
  }

  advance(): boolean {
    if (this.index >= this.list.length) {
      // It has ended for good, as an array's iterator has, even if the array grows.
      this.list = []
      return false
    }
    this.value = this.list[this.index++]
    return true
  }

  close(): void {}
}

/** Walks a string by code points. */
export class StringCursor implements Cursor {
  value: unknown = undefined
  text: string
  index = 0

  constructor(text: string) {
    this.text = text
  }

  advance(): boolean {
    const point = this.text.codePointAt(this.index)
    if (point === undefined) return false
    const text = String.fromCodePoint(point)
    this.value = text
    this.index += text.length
    return true
  }

  close(): void {}
}

/** Walks the keys of `for-in`: those that are there at the start, and still there when their turn comes. */
export class KeyCursor implements Cursor {
  value: unknown = undefined
  readonly object: object
  readonly keys: readonly string[]
  index = 0

  constructor(object: object) {
    this.object = object
    const keys: string[] = []
    for (const key in object) keys.push(key)
    this.keys = keys
  }

  advance(): boolean {
    while (this.index < this.keys.length) {
      const key = this.keys[this.index++] as string
      // What is its own is asked for first: that is all that the language does to a Proxy.
      if (Object.hasOwn(this.object, key) || key in this.object) {
        this.value = key
        return true
      }
    }
    return false
  }

  close(): void {}
}

/** Any iterator. */
export class IteratorCursor implements Cursor {
  value: unknown = undefined
  readonly #iterator: Iterator<unknown>
  readonly #next: Iterator<unknown>['next']
  #ended = false

  constructor(iterator: Iterator<unknown>) {
    this.#iterator = iterator
    this.#next = iterator.next
  }

  advance(): boolean {
    this.#ended = true
    const result = this.#next.call(this.#iterator) as IteratorResult<unknown> | undefined
    if ((typeof result !== 'object' && typeof result !== 'function') || result === null) {
      throw new TypeError(`Iterator result ${String(result)} is not an object`)
    }
    if (result.done) return false
    this.value = result.value
    this.#ended = false
    return true
  }

  close(threw: boolean): void {
    if (this.#ended) return
    this.#ended = true
    if (!threw) {
      const close = this.#iterator.return
      if (close == null) return
      const result: unknown = close.call(this.#iterator)
      if ((typeof result !== 'object' && typeof result !== 'function') || result === null) {
        throw new TypeError(`${String(result)} is not an object`)
      }
      return
    }
    try {
      this.#iterator.return?.()
    } catch {
      // The exception that leaves the loop is the one that counts: the language says so.
    }
  }
}

/** What `for (x of iterable)` walks. */
export function cursor(iterable: unknown): Cursor {
  if (typeof iterable === 'string') return new StringCursor(iterable)
  const isPlain = arrayIteratorPrototype.next === arrayNext
  if (isPlain && Array.isArray(iterable) && iterable[Symbol.iterator] === arrayIterator)
    return new IndexCursor(iterable)
  if (isPlain && ArrayBuffer.isView(iterable) && (iterable as Uint8Array)[Symbol.iterator] === typedArrayIterator) {
    return new IndexCursor(iterable as Uint8Array)
  }
  return new IteratorCursor((iterable as Iterable<unknown>)[Symbol.iterator]())
}

/** What `for (key in object)` walks. */
export function keys(object: unknown): Cursor {
  return object == null ? new IndexCursor([]) : new KeyCursor(Object(object) as object)
}
