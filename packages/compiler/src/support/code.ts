import { ENTRY, Frame, INLINE_SLOTS } from './frame.ts'

/**
 * Enters a suspended call again, with the value it waited for, or with what was thrown there. Returns its value; SUSPENDED; or `frame` itself if the
 * call is suspended anew and no call below it has left a frame: most suspensions of a process that receives in a loop, which then stores
 * nothing outside of its frame.
 */
export type Resume = (frame: Frame, sent: unknown, threw: boolean) => unknown

// biome-ignore lint/suspicious/noExplicitAny: the parameters of a user's function
type Direct = (...args: any[]) => unknown

/** What is known of a captured variable of an inline process function. */
export interface Capture {
  readonly name: string
  /**
   * `line:column` of an assignment that comes after the capture: such a function stays in its process. Empty if nothing assigns it, but its
   * declaration may come after the capture.
   */
  readonly reassigned: string | undefined
}

/** A process function in compiled form: one a function in the source, however many closures are made of it. */
export class Code {
  readonly name: string
  /** Calls it from its beginning, captured values first. Null for a method: it is always begun from a frame. */
  readonly direct: Direct | null
  readonly resume: Resume
  /** Captured values that precede the arguments. */
  readonly captures: readonly Capture[]
  /** Parameters in the source, a rest parameter not counted. */
  readonly parameters: number
  readonly rest: boolean
  /** Where each pc is in the source, for stacks: `[name of the source, line, column, line, column, …]`, the entry first. See `CompileOptions`. */
  readonly sites: readonly (string | number)[]
  /** Its module, and its place in it: the same on every scheduler. Set when the module is loaded. */
  url = ''
  index = -1
  #source: string | undefined

  constructor(
    name: string,
    direct: Direct | null,
    resume: Resume,
    parameters: number,
    rest: boolean,
    captures: readonly Capture[],
    sites: readonly (string | number)[],
  ) {
    this.name = name
    this.direct = direct
    this.resume = resume
    this.parameters = parameters
    this.rest = rest
    this.captures = captures
    this.sites = sites
  }

  /** Where in the source it stands at a pc, as `file:line:column`; undefined if that is not known. */
  position(pc: number): string | undefined {
    const line = this.sites[2 * pc - 1]
    return line === undefined ? undefined : `${this.source}:${line}:${this.sites[2 * pc]}`
  }

  /** The URL of the source, or its name where only the bundler knew where it lies. */
  get source(): string {
    this.#source ??= sourceOf(String(this.sites[0] ?? ''), this.url)
    return this.#source
  }

  /** The frame of a call that has not begun. `args` may be an `arguments` object. */
  begin(captured: readonly unknown[], args: ArrayLike<unknown>): Frame {
    if (captured.length === 0 && !this.rest && this.parameters <= INLINE_SLOTS) {
      const n = this.parameters
      const a = n > 0 ? args[0] : undefined
      const b = n > 1 ? args[1] : undefined
      const c = n > 2 ? args[2] : undefined
      const d = n > 3 ? args[3] : undefined
      return new Frame(this, ENTRY, a, b, c, d, null)
    }
    const slots: unknown[] = [...captured]
    for (let i = 0; i < this.parameters; i++) slots.push(args[i])
    if (this.rest) slots.push(Array.prototype.slice.call(args, this.parameters))
    const more = slots.length > INLINE_SLOTS ? slots.slice(INLINE_SLOTS) : null
    return new Frame(this, ENTRY, slots[0], slots[1], slots[2], slots[3], more)
  }
}

function sourceOf(name: string, url: string): string {
  if (!/^\.\.?\//.test(name)) return name
  return URL.canParse(name, url) ? new URL(name, url).href : name.replace(/^\.\//, '')
}

const modules = new Map<string, Code[]>()

/**
 * What a compiled module calls first: its process functions, in source order. The modules of a bundle are one file, and follow each other:
 * they do so in the same order on every scheduler.
 */
export function register(url: string, codes: readonly Code[]): void {
  let list = modules.get(url)
  if (list === undefined) {
    list = []
    modules.set(url, list)
  }
  for (const code of codes) {
    code.url = url
    code.index = list.length
    list.push(code)
  }
}

/** The process functions of a module that this thread has loaded. */
export function codesOf(url: string): readonly Code[] | undefined {
  return modules.get(url)
}
