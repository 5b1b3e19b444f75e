import { BadArg } from './errors.ts'
import { inspect } from './inspect.ts'

/** Refuses what is no object of options, and keys that are none of `known`: a misspelt one would be silently without effect. Throws BadArg. */
export function checkOptions(call: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null) {
    throw new BadArg(`${call}: ${inspect(options)} are no options; give an object with ${known.join(', ')}`)
  }
  // Not Object.keys, which allocates: each receive with a time-out comes here.
  for (const key in options) {
    if (!known.includes(key)) {
      throw new BadArg(`${call}: ${inspect(key)} is no option; there are ${known.join(', ')}`)
    }
  }
}
