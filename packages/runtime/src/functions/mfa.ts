import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'

/** A function by module URL and export name (Erlang's module, function; the arguments follow in the call). */
export class Mfa {
  readonly url: string
  readonly name: string
  /** Its place among the functions that the module tells; -1 if it goes by its name. In a bundle several may have one name. */
  readonly index: number

  constructor(url: string, name: string, index = -1) {
    this.url = url
    this.name = name
    this.index = index
  }
}

/**
 * Names a function by its module and export, for `spawn` and its like. The module is loaded when the process starts; a missing
 * one ends the process with the reason `['undef', url, name]`.
 */
export function mfa(url: string | URL, name: string): Mfa {
  const href = url instanceof URL ? url.href : url
  if (typeof href !== 'string' || !URL.canParse(href)) {
    throw new BadArg(
      `mfa: ${inspect(url)} is no module URL; give import.meta.url or new URL('./file.ts', import.meta.url)`,
    )
  }
  if (typeof name !== 'string') throw new BadArg(`mfa: the export name is ${inspect(name)}; it must be a string`)
  return new Mfa(href, name)
}
