// The platform's own functions and objects, and those of the runtime, by names that mean the same in every thread: while a later operand suspends,
// the frame of `console.log(a, yield* b())` holds `console` and `console.log`.

const roots = [
  ...['Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'BigInt', 'Math', 'JSON', 'Reflect'],
  ...['Atomics', 'Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'Date', 'RegExp', 'Promise', 'Proxy', 'Intl', 'URL'],
  ...['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'AggregateError'],
  ...['ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array'],
  ...['Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'],
  ...['parseInt', 'parseFloat', 'isNaN', 'isFinite', 'encodeURI', 'encodeURIComponent', 'decodeURI'],
  ...['decodeURIComponent', 'structuredClone', 'queueMicrotask', 'console', 'TextEncoder', 'TextDecoder', 'globalThis'],
]

type Part = object | ((...args: never[]) => unknown)

let names: Map<unknown, string> | undefined
let values: Map<string, Part> | undefined

/** Roots besides the platform's. */
const named = new Map<string, Part>()

/** Gives an object that every thread has a name, and its functions with it; returns it. For what process code calls functions of. */
export function nameIntrinsic<T extends Part>(name: string, part: T): T {
  named.set(name, part)
  values = undefined
  names = undefined
  return part
}

/** The name of a function or an object of the platform, or of one that was named; undefined for all else. */
export function intrinsicName(value: unknown): string | undefined {
  names ??= new Map([...table()].reverse().map(([name, part]) => [part, name]))
  return names.get(value)
}

/** What has that name in this thread; undefined if this Node has nothing of it. */
export function intrinsicNamed(name: string): Part | undefined {
  return table().get(name)
}

/** Made when first needed, and again when more has been named: a thousand entries. */
function table(): ReadonlyMap<string, Part> {
  if (values !== undefined) return values
  values = new Map()
  for (const root of roots) {
    const value: unknown = Reflect.get(globalThis, root)
    if (!isPart(value)) continue
    values.set(root, value)
    // Programs put their own things there.
    if (value === globalThis) continue
    noteMethods(values, root, value)
    const prototype: unknown = typeof value === 'function' ? Reflect.get(value, 'prototype') : undefined
    if (!isPart(prototype)) continue
    values.set(`${root}.prototype`, prototype)
    noteMethods(values, `${root}.prototype`, prototype)
  }
  for (const [name, part] of named) {
    values.set(name, part)
    noteMethods(values, name, part)
  }
  return values
}

function noteMethods(into: Map<string, Part>, owner: string, object: Part): void {
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
    if (typeof value === 'function' && name !== 'constructor') into.set(`${owner}.${name}`, value as Part)
  }
}

function isPart(value: unknown): value is Part {
  return typeof value === 'function' || (typeof value === 'object' && value !== null)
}
