/**
 * Plain objects with the same keys in the same order share a *shape*: a compiled function that copies them by an object
 * literal. Copying `{ type, n }` so takes less than half of the time of setting one key after another, and all
 * copies have one hidden class. Shapes form a tree: a path of keys from the root.
 */
type Copy = (source: Record<string, unknown>) => Record<string, unknown>

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
  copy: Copy | undefined
  /** The child met last, before the map is asked: programs repeat themselves. */
  lastKey: string
  lastChild: Shape | undefined
  children: Map<string, Shape> | undefined

  constructor(key: string, parent: Shape | undefined) {
    this.key = key
    this.parent = parent
    this.size = parent === undefined ? 0 : parent.size + 1
    this.uses = 0
    this.copy = undefined
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
    if (
      shapes >= SHAPES_MAX ||
      shape.size >= KEYS_MAX ||
      key === '__proto__' ||
      (key.charCodeAt(0) <= 57 && /^\d+$/.test(key))
    )
      return undefined
    shapes += 1
    child = new Shape(key, shape)
    shape.children ??= new Map()
    shape.children.set(key, child)
  }
  shape.lastKey = key
  shape.lastChild = child
  return child
}

function compile(shape: Shape): Copy | undefined {
  if (forbidden) return undefined
  const keys: string[] = []
  for (let at: Shape = shape; at.parent !== undefined; at = at.parent) keys.unshift(at.key)
  const properties = keys.map((key) => `${JSON.stringify(key)}: o[${JSON.stringify(key)}]`)
  try {
    return new Function('o', `return { ${properties.join(', ')} }`) as Copy
  } catch {
    // --disallow-code-generation-from-strings: objects are then made key by key, which is slower and means the same.
    forbidden = true
    return undefined
  }
}

/** A shallow copy of a plain object in its shape; undefined when it has none (yet): too many keys, or too rare. */
export function copyInShape(source: Record<string, unknown>): Record<string, unknown> | undefined {
  let shape = root
  // Keys only: a getter must run once, and this may end with nothing.
  for (const key in source) {
    if (!Object.hasOwn(source, key)) continue
    const child = childOf(shape, key)
    if (child === undefined) return undefined
    shape = child
  }
  const copy = shape.copy
  if (copy !== undefined) return copy(source)
  if (++shape.uses === COMPILE_AFTER) shape.copy = compile(shape)
  return undefined
}
