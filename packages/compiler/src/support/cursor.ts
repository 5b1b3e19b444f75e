// `for-of` and `for-in` in compiled code. A native iterator cannot be looked into, so that a process could not move while it holds one. What
// arrays, strings, typed arrays, Map and Set give is walked by cursors whose state is plain data; all else keeps its iterator.

import { isPlainArrays, isPlainCollections, type Walk, walkOf } from './native-iterators.ts'

/** Where a loop stands. */
export interface Cursor {
  /**
   * The elements themselves where they are walked by `index`, which the loop then does itself: V8 knows what is in its list, and not what is in those of all
   * loops together (loops over several kinds of lists: 1.2 to 2.5 instead of 3 to 6 times the plain loops). Null where `advance` and `value` are to be used.
   */
  readonly values: ArrayLike<unknown> | null
  index: number
  /** The elements have come to their end; false. */
  end(): boolean
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
  values: ArrayLike<unknown> | null
  walk: Walk
  index = 0

  constructor(list: ArrayLike<unknown>, walk: Walk = 'values') {
    this.list = list
    this.walk = walk
    this.values = walk === 'values' ? list : null
  }

  /** Stands at an element of this or of an equal list. */
  goTo(list: ArrayLike<unknown>, walk: Walk, index: number): void {
    this.list = list
    this.walk = walk
    this.values = walk === 'values' ? list : null
    this.index = index
  }

  advance(): boolean {
    const { index, list, walk } = this
    if (index >= list.length) return this.end()
    this.index = index + 1
    this.value = walk === 'values' ? list[index] : walk === 'keys' ? index : [index, list[index]]
    return true
  }

  /** For good, as an array's iterator ends, even if the array grows. */
  end(): boolean {
    this.goTo([], this.walk, 0)
    return false
  }

  close(): void {}
}

/** What has no elements by index. */
abstract class Walking {
  readonly values = null
  index = 0

  end(): boolean {
    return false
  }
}

/** Walks a string by code points. */
export class StringCursor extends Walking implements Cursor {
  value: unknown = undefined
  text: string

  constructor(text: string) {
    super()
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

type Collection = Map<unknown, unknown> | Set<unknown>

/**
 * Walks a Map or a Set by its native iterator, which knows what is added and deleted meanwhile. Where it stands can be told all the same: what an
 * iterator has left is always the end of the collection.
 */
export class CollectionCursor extends Walking implements Cursor {
  value: unknown = undefined
  collection: Collection
  walk: Walk
  #iterator: Iterator<unknown>
  #ended = false

  constructor(collection: Collection, walk: Walk) {
    super()
    this.collection = collection
    this.walk = walk
    this.#iterator = iteratorOf(collection, walk)
  }

  advance(): boolean {
    const result = this.#iterator.next()
    if (result.done) {
      this.#ended = true
      return false
    }
    this.value = result.value
    return true
  }

  close(): void {}

  /** Entries of the collection that it has behind it; -1 at the end, where it stays. Takes as long as a walk. */
  position(): number {
    if (this.#ended) return -1
    let left = 0
    while (this.#iterator.next().done !== true) left++
    const position = this.collection.size - left
    this.goTo(position)
    return position
  }

  /** Stands where `position` has told, of this or of an equal collection. */
  goTo(position: number): void {
    this.#ended = position === -1
    this.#iterator = iteratorOf(this.collection, this.walk)
    for (let passed = 0; passed < position; passed++) this.#iterator.next()
  }
}

function iteratorOf(collection: Collection, walk: Walk): Iterator<unknown> {
  return walk === 'values' ? collection.values() : walk === 'keys' ? collection.keys() : collection.entries()
}

/** Walks the keys of `for-in`: those that are there at the start, and still there when their turn comes. */
export class KeyCursor extends Walking implements Cursor {
  value: unknown = undefined
  object: object
  keys: readonly string[]

  constructor(object: object) {
    super()
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
export class IteratorCursor extends Walking implements Cursor {
  value: unknown = undefined
  readonly #iterator: Iterator<unknown>
  readonly #next: Iterator<unknown>['next']
  #ended = false

  constructor(iterator: Iterator<unknown>) {
    super()
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
  const method: unknown = (iterable as Iterable<unknown>)[Symbol.iterator]
  const native = nativeCursor(iterable, method)
  if (native !== undefined) return native
  // What is no function is called all the same, for V8's message.
  const iterator =
    typeof method === 'function' ? method.call(iterable) : (iterable as Iterable<unknown>)[Symbol.iterator]()
  if ((typeof iterator !== 'object' && typeof iterator !== 'function') || iterator === null) {
    throw new TypeError('Result of the Symbol.iterator method is not an object')
  }
  return new IteratorCursor(iterator as Iterator<unknown>)
}

/** What `for (x of object.keys())` and the like walk; undefined, nothing having been called, if that is no function. */
export function walk(object: unknown, name: Walk): Cursor | undefined {
  const method: unknown = (object as Readonly<Record<Walk, unknown>>)[name]
  if (typeof method !== 'function') return undefined
  return nativeCursor(object, method) ?? cursor(method.call(object))
}

/** For what a method of the platform would walk; undefined for any other method, or object. */
function nativeCursor(object: unknown, method: unknown): Cursor | undefined {
  const native = walkOf(method)
  if (native === undefined || !native.isOwn(object)) return undefined
  if (native.of === 'collection') {
    return isPlainCollections() ? new CollectionCursor(object as Collection, native.gives) : undefined
  }
  return isPlainArrays() ? new IndexCursor(object as ArrayLike<unknown>, native.gives) : undefined
}

/** What `for (key in object)` walks. */
export function keys(object: unknown): Cursor {
  return object == null ? new IndexCursor([]) : new KeyCursor(Object(object) as object)
}
