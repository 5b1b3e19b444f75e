/** What a value is as a property key: a symbol stays, all else becomes a string. */
export function key(value: unknown): string | symbol {
  return Reflect.ownKeys({ [value as string]: 0 })[0] as string | symbol
}
