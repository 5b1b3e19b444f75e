// Which methods of the platform give iterators that a cursor can stand for, as long as nobody has changed what those iterators do.

/** What an iterator gives of each element. */
export type Walk = 'keys' | 'values' | 'entries'

export interface NativeWalk {
  readonly of: 'array' | 'typed array' | 'collection'
  readonly gives: Walk
  /** Whether the method accepts the object as its own. Asks no Proxy anything. */
  isOwn(object: unknown): boolean
}

interface IteratorPrototype {
  next: unknown
}

const arrayIterator = Object.getPrototypeOf([].values()) as IteratorPrototype
const mapIterator = Object.getPrototypeOf(new Map().values()) as IteratorPrototype
const setIterator = Object.getPrototypeOf(new Set().values()) as IteratorPrototype
const nextOfArray = arrayIterator.next
const nextOfMap = mapIterator.next
const nextOfSet = setIterator.next

/** Whether the iterators of arrays and typed arrays do what they do from the start. */
export function isPlainArrays(): boolean {
  return arrayIterator.next === nextOfArray
}

/** The same of Map and Set. */
export function isPlainCollections(): boolean {
  return mapIterator.next === nextOfMap && setIterator.next === nextOfSet
}

const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array
const tagOfTypedArray = getter(typedArray, Symbol.toStringTag)
const sizeOfMap = getter(Map.prototype, 'size')
const sizeOfSet = getter(Set.prototype, 'size')

const isTypedArray = (object: unknown): boolean => tagOfTypedArray.call(object) !== undefined
const isMap = (object: unknown): boolean => accepts(sizeOfMap, object)
const isSet = (object: unknown): boolean => accepts(sizeOfSet, object)

const walks = new Map<unknown, NativeWalk>()
note([], 'array', Array.isArray)
note(typedArray, 'typed array', isTypedArray)
note(Map.prototype, 'collection', isMap)
note(Set.prototype, 'collection', isSet)

/** What a method walks; undefined for one that is not the platform's. */
export function walkOf(method: unknown): NativeWalk | undefined {
  return walks.get(method)
}

function note(
  { keys, values, entries }: Readonly<Record<Walk, unknown>>,
  of: NativeWalk['of'],
  isOwn: NativeWalk['isOwn'],
): void {
  // Those of a Set are one function for keys and values: both give the same.
  walks.set(keys, { of, gives: 'keys', isOwn })
  walks.set(entries, { of, gives: 'entries', isOwn })
  walks.set(values, { of, gives: 'values', isOwn })
}

function getter(prototype: object, name: PropertyKey): () => unknown {
  return Object.getOwnPropertyDescriptor(prototype, name)?.get as () => unknown
}

function accepts(brand: () => unknown, object: unknown): boolean {
  try {
    brand.call(object)
    return true
  } catch {
    // The getter of another kind of object, or of a Proxy, refuses.
    return false
  }
}
