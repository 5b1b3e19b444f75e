import { BadArg } from './errors.ts'
import { inspect } from './inspect.ts'

/** Refuses what is no object of options, and a key that is none of `known`: a misspelt option would be ignored in silence. Throws BadArg. */
export function refuseUnknown(call: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null) {
    throw new BadArg(`${call}: ${inspect(options)} are no options; give an object with ${known.join(', ')}`)
  }
  const unknown = Object.keys(options).find((key) => !known.includes(key))
  if (unknown !== undefined)
    throw new BadArg(`${call}: ${inspect(unknown)} is no option; there are ${known.join(', ')}`)
}
