/**
 * Plain objects with the same keys in the same order share a *shape*: a compiled function that makes one from its values,
 * as an object literal would. Copying `{ type, n }` so takes a third of the time of setting one key after another, and all
 * copies have one hidden class. Shapes form a tree: a path of keys from the root.
 */
type Make = (...values: unknown[]) => Record<string, unknown>

const KEYS_MAX = 12
/** Bounds what a program with ever new keys can make this hold. Chosen. */
const SHAPES_MAX = 1024
/** Compiling costs some 20 µs: worth it for a shape that comes again. Chosen. */
const COMPILE_AFTER = 16

class Shape {
  readonly key: string
  readonly parent: Shape | undefined
  readonly size: number
  uses: number
  make: Make | undefined
  /** The child met last, before the map is asked: programs repeat themselves. */
  lastKey: string
  lastChild: Shape | undefined
  children: Map<string, Shape> | undefined

  constructor(key: string, parent: Shape | undefined) {
    this.key = key
    this.parent = parent
    this.size = parent === undefined ? 0 : parent.size + 1
    this.uses = 0
    this.make = undefined
    this.lastKey = ''
    this.lastChild = undefined
    this.children = undefined
  }
}

const root = new Shape('', undefined)
let shapes = 0
/** Whether the host forbids making functions from text. */
let forbidden = false

function childOf(shape: Shape, key: string): Shape | undefined {
  if (shape.lastKey === key && shape.lastChild !== undefined) return shape.lastChild
  let child = shape.children?.get(key)
  if (child === undefined) {
    // An index is no named property, and `__proto__` in a literal is no key.
    if (shapes >= SHAPES_MAX || key === '__proto__' || (key.charCodeAt(0) <= 57 && /^\d+$/.test(key))) return undefined
    shapes += 1
    child = new Shape(key, shape)
    shape.children ??= new Map()
    shape.children.set(key, child)
  }
  shape.lastKey = key
  shape.lastChild = child
  return child
}

function compile(shape: Shape): Make | undefined {
  if (forbidden) return undefined
  const keys: string[] = []
  for (let at: Shape = shape; at.parent !== undefined; at = at.parent) keys.unshift(at.key)
  const parameters = keys.map((_, i) => `v${i}`)
  const properties = keys.map((key, i) => `${JSON.stringify(key)}: v${i}`)
  try {
    return new Function(...parameters, `return { ${properties.join(', ')} }`) as Make
  } catch {
    // --disallow-code-generation-from-strings: objects are then made key by key, which is slower and means the same.
    forbidden = true
    return undefined
  }
}

/** A shallow copy of a plain object in its shape; undefined when it has none (yet): too many keys, or too rare. */
export function shapeOf(source: Record<string, unknown>): Record<string, unknown> | undefined {
  let shape = root
  let a: unknown
  let b: unknown
  let c: unknown
  let d: unknown
  let rest: unknown[] | undefined
  for (const key in source) {
    if (!Object.prototype.hasOwnProperty.call(source, key)) continue
    const child = childOf(shape, key)
    if (child === undefined) return undefined
    const value = source[key]
    switch (shape.size) {
      case 0:
        a = value
        break
      case 1:
        b = value
        break
      case 2:
        c = value
        break
      case 3:
        d = value
        break
      default:
        if (shape.size >= KEYS_MAX) return undefined
        if (rest === undefined) rest = [value]
        else rest.push(value)
    }
    shape = child
  }
  const make = shape.make
  if (make === undefined) {
    if (shape.size === 0) return {}
    if (++shape.uses === COMPILE_AFTER) shape.make = compile(shape)
    return undefined
  }
  return rest === undefined ? make(a, b, c, d) : make(a, b, c, d, ...rest)
}
