import { Serializer } from 'node:v8'
import { Refusal } from './unsendable.ts'

/** ES2024, which every supported Node has and the configured library of types has not. */
interface Resizable {
  readonly resizable: boolean
  readonly maxByteLength: number
}

/** How far the buffer can grow, -1 if it is of fixed length. */
export function limitOf(buffer: ArrayBuffer): number {
  const { resizable, maxByteLength } = buffer as ArrayBuffer & Resizable
  return resizable ? maxByteLength : -1
}

/** A buffer of `byteLength` that can grow up to `limit`, or is of fixed length if that is -1. */
export function makeBuffer(byteLength: number, limit: number): ArrayBuffer {
  if (limit === -1) return new ArrayBuffer(byteLength)
  const Buffer = ArrayBuffer as new (byteLength: number, options: { maxByteLength: number }) => ArrayBuffer
  return new Buffer(byteLength, { maxByteLength: limit })
}

/** Names of the view constructors in wire order: append only. Float16Array exists from Node 24. */
const viewNames = [
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'Float16Array',
] as const

type ViewConstructor = new (buffer: ArrayBufferLike, byteOffset: number, length?: number) => ArrayBufferView

const viewTypes = viewNames.map((name) => (globalThis as Record<string, unknown>)[name] as ViewConstructor | undefined)

const tagOfTypedArray = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)
  ?.get as (this: unknown) => string | undefined

/** A view without its buffer. `length` is in elements (bytes for a DataView), -1 when it follows a resizable buffer. */
export interface ViewShape {
  type: number
  byteOffset: number
  length: number
}

/** Subclasses (Buffer among them) become the platform's own class, as structured clone has it. */
export function shapeOfView(view: ArrayBufferView): ViewShape {
  const type = viewNames.indexOf((tagOfTypedArray.call(view) ?? 'DataView') as (typeof viewNames)[number])
  if (type === -1) throw new Refusal(view, 'a kind of view that this version does not know')
  try {
    const byteOffset = view.byteOffset
    const length = type === 0 ? view.byteLength : (view as Uint8Array).length
    return { type, byteOffset, length: followsItsBuffer(view) ? -1 : length }
  } catch (error) {
    throw new Refusal(view, 'a view beyond the end of its buffer, which was shrunk or transferred', error)
  }
}

/** Throws RangeError when the buffer is too short, TypeError when this Node has no such view. */
export function makeView(shape: ViewShape, buffer: ArrayBufferLike): ArrayBufferView {
  const View = viewTypes[shape.type]
  if (View === undefined)
    throw new TypeError(`this Node has no ${viewNames[shape.type] ?? `view of type ${shape.type}`}`)
  return shape.length === -1 ? new View(buffer, shape.byteOffset) : new View(buffer, shape.byteOffset, shape.length)
}

/**
 * Whether the view grows with its resizable buffer. The language does not tell, but V8's serializer does: the last byte it
 * writes for a view are its flags, of which bit 0 means this. Throws for a view that is out of bounds.
 */
function followsItsBuffer(view: ArrayBufferView): boolean {
  const buffer = view.buffer as ArrayBufferLike & Partial<Resizable> & { growable?: boolean }
  if (buffer.resizable !== true && buffer.growable !== true) return false
  const serializer = new ViewSerializer()
  serializer._setTreatArrayBufferViewsAsHostObjects(false)
  serializer.writeValue(view)
  return ((serializer.releaseBuffer().at(-1) as number) & 1) === 1
}

class ViewSerializer extends Serializer {
  declare _setTreatArrayBufferViewsAsHostObjects: (flag: boolean) => void

  _getSharedArrayBufferId(): number {
    return 0
  }
}

/** The memory of a buffer; refuses one that was transferred away. */
export function bytesOf(buffer: ArrayBuffer): Uint8Array {
  try {
    return new Uint8Array(buffer)
  } catch (error) {
    throw new Refusal(buffer, 'an ArrayBuffer that was transferred away', error)
  }
}

/** A copy of the bytes in a buffer of the same size and limit. */
export function copyBuffer(buffer: ArrayBuffer): ArrayBuffer {
  const bytes = bytesOf(buffer)
  const copy = makeBuffer(bytes.length, limitOf(buffer))
  new Uint8Array(copy).set(bytes)
  return copy
}
