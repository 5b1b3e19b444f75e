/** The entries as they are now: a getter run while copying may change the map. Blind to what a subclass overrides. */
export function entriesOf(map: Map<unknown, unknown>): [unknown, unknown][] {
  const entries: [unknown, unknown][] = []
  Map.prototype.forEach.call(map, (item, key) => entries.push([key, item]))
  return entries
}

/** The items as they are now. */
export function itemsOf(set: Set<unknown>): unknown[] {
  const items: unknown[] = []
  Set.prototype.forEach.call(set, (item) => items.push(item))
  return items
}

/** Sets an own property, also one called `__proto__`, which an assignment would take for the prototype. */
export function setData(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
  } else {
    target[key] = value
  }
}
