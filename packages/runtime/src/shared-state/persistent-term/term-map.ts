import { isPrimitive, type Primitive, textOf } from '../term-key.ts'

/** A Map whose keys are terms: equal ones are one. */
export class TermMap {
  readonly #primitive = new Map<Primitive, unknown>()
  /** Compound keys by their text. */
  readonly #compound = new Map<string, readonly [key: unknown, value: unknown]>()

  get size(): number {
    return this.#primitive.size + this.#compound.size
  }

  has(key: unknown): boolean {
    return isPrimitive(key) ? this.#primitive.has(key) : this.#compound.has(textOf('persistentTerm', key))
  }

  get(key: unknown): unknown {
    return isPrimitive(key) ? this.#primitive.get(key) : this.#compound.get(textOf('persistentTerm', key))?.[1]
  }

  set(key: unknown, value: unknown): void {
    if (isPrimitive(key)) this.#primitive.set(key, value)
    else this.#compound.set(textOf('persistentTerm', key), [key, value])
  }

  delete(key: unknown): void {
    if (isPrimitive(key)) this.#primitive.delete(key)
    else this.#compound.delete(textOf('persistentTerm', key))
  }

  entries(): (readonly [key: unknown, value: unknown])[] {
    return [...this.#primitive, ...this.#compound.values()]
  }
}
