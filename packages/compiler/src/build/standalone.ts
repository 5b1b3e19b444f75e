// What the loader does for a compiled module, done ahead of time: the module itself imports what it needs.

import { usesSupport } from './mark.ts'

/** A compiled module by itself: it runs on plain Node where `multibeam` is installed. */
export interface StandaloneModule {
  readonly code: string
  /** Version 3, as JSON. Undefined when the lines and columns are those of the source. */
  readonly map: string | undefined
}

/** Stands at the end, where it moves no line and no column: imports are hoisted, so it is evaluated first all the same. */
function importOf(support: string): string {
  return `import ${JSON.stringify(support)};\n`
}

const INLINE_MAP = '\n//# sourceMappingURL=data:application/json;base64,'

/** `compiled` is the code of a CompiledModule, `support` the module that brings what it needs. */
export function standalone(compiled: string, support = 'multibeam/support'): StandaloneModule {
  const { code, map } = separateMap(compiled)
  return { code: usesSupport(code) ? `${code.replace(/\n?$/, '\n')}${importOf(support)}` : code, map }
}

function separateMap(compiled: string): StandaloneModule {
  const at = compiled.lastIndexOf(INLINE_MAP)
  const encoded = at === -1 ? '' : compiled.slice(at + INLINE_MAP.length).trim()
  // The comment counts only at the very end; elsewhere it is part of a text.
  if (!/^[\w+/]+=*$/.test(encoded)) return { code: compiled, map: undefined }
  return { code: compiled.slice(0, at + 1), map: Buffer.from(encoded, 'base64').toString() }
}
