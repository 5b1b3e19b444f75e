// One small program of the corpus. It exports `function* main(t)`; `t` is described in ../effects.ts.

export interface Case {
  readonly name: string
  /** The text of a module. */
  readonly source: string
  /** Whether the text is TypeScript. */
  readonly typescript: boolean
  /** Whether runs of the module see each other through its variables: such a case is not run twice at once. */
  readonly stateful: boolean
}

/** A case that needs no more than a function body. */
export function body(name: string, text: string): Case {
  return module(name, `export function* main(t) {${text}}`)
}

export function module(name: string, source: string): Case {
  return { name, source: `${source.trim()}\n`, typescript: false, stateful: false }
}

export function typescript(name: string, source: string): Case {
  return { ...module(name, source), typescript: true }
}

export function stateful(name: string, source: string): Case {
  return { ...module(name, source), stateful: true }
}
