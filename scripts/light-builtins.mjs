// Makes built code load Node's own modules without all that they can lead to. What `import` gives of one has a property for each of its exports, and filling
// them in loads what those load only when asked for: `node:fs` its promises and with them streams and readline, `node:util` the parser of MIME types. Measured
// on Node 26, a thread: `node:fs` 3.4 ms and `node:util` 4.7 by an import, and nothing by `process.getBuiltinModule`.

import { parse } from 'acorn'

/** What stands in place of the imports. Node 21 and the first of 22 have no `getBuiltinModule`. */
const preamble =
  'import { createRequire as require$builtin } from "node:module"; const get$builtin = process.getBuiltinModule ?? require$builtin(import.meta.url); '

/** Rewrites the static imports of Node's own modules, in place. No line moves, so the source maps hold. */
export function lightBuiltins(files) {
  for (const file of files) {
    if (file.path.endsWith('.js')) file.contents = Buffer.from(rewrite(Buffer.from(file.contents).toString()))
  }
}

function rewrite(text) {
  const program = parse(text, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true })
  const imports = program.body.filter(
    ({ type, source }) => type === 'ImportDeclaration' && source.value.startsWith('node:'),
  )
  const own = imports.map(({ specifiers, source }) => binding(specifiers, source.value)).filter((each) => each !== '')
  if (own.length === 0) return text
  let result = text
  for (const { start, end } of imports.reverse()) {
    // The lines that it took stay.
    result = result.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, '') + result.slice(end)
  }
  // Before all else, as imports are. (The first line of a program that is run by itself says what runs it.)
  const begin = result.startsWith('#!') ? result.indexOf('\n') + 1 : 0
  return `${result.slice(0, begin)}${preamble}${own.join(' ')} ${result.slice(begin)}`
}

function binding(specifiers, source) {
  const got = `get$builtin(${JSON.stringify(source)})`
  const named = []
  const declared = []
  for (const { type, imported, local } of specifiers) {
    // What `getBuiltinModule` gives is what `default` would be, and has no such property.
    if (imported?.name === 'default')
      throw new Error(`import ${local.name} from '${source}' by its default, not as { default }`)
    if (type === 'ImportSpecifier')
      named.push(imported.name === local.name ? local.name : `${imported.name}: ${local.name}`)
    else declared.push(`const ${local.name} = ${got};`)
  }
  if (named.length > 0) declared.push(`const { ${named.join(', ')} } = ${got};`)
  return declared.join(' ')
}
