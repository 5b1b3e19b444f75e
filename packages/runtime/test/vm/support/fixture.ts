import { readFileSync } from 'node:fs'

/** The URL of a module of processes. */
export function fixture(name: string): URL {
  return new URL(`../fixtures/${name}`, import.meta.url)
}

/** What a promise is rejected with; throws if it is not rejected. */
export async function rejectionOf(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await promise
  } catch (error) {
    return error as Error & Record<string, unknown>
  }
  throw new Error('was not rejected')
}

/** Where a text first stands in a fixture, as a stack trace gives it: `name.ts:LINE:COLUMN`. */
export function placeIn(name: string, text: string): string {
  const before = readFileSync(fixture(name), 'utf8').split(text, 1)[0] ?? ''
  const lines = before.split('\n')
  return `${name}:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`
}
