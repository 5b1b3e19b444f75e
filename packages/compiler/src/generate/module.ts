// A whole compiled module: the author's code with process functions replaced, their two forms behind it, and a line before it that says what
// they are.

import { reassignment } from '../analyse/variables.ts'
import type { ES } from '../ast.ts'
import type { SourcePosition } from '../error.ts'
import type { Generated } from './functions.ts'
import type { SupportNames } from './support-names.ts'

/**
 * The statements that make each function's `Code`. They stand in the module's first line, because functions are hoisted: a module may
 * spawn what it declares further down.
 */
export function describe(
  generated: readonly Generated[],
  support: SupportNames,
  name: string,
  locate: (node: ES.Node) => SourcePosition,
): string {
  if (generated.length === 0) return support.statement()
  const codes = generated.map((one) => constant(one, support, name, locate))
  const defined = generated.filter(({ code }) => code.top && code.form === 'declaration')
  const define = support.get('define').name
  const definitions = defined.map(({ code }) => `${define}(${code.node.id?.name},${code.names.code});`)
  const register = support.get('register').name
  const all = `${register}(import.meta.url,[${generated.map(({ code }) => code.names.code).join()}]);`
  return support.statement() + codes.join('') + definitions.join('') + all
}

function constant(
  { code, sites, parameters, rest }: Generated,
  support: SupportNames,
  name: string,
  locate: (node: ES.Node) => SourcePosition,
): string {
  const captures = code.captures.map(({ original, boxed, variable }) => {
    // Where nothing assigns it again, it is only its declaration that may come later: that has no position.
    const again = boxed ? reassignment(variable) : undefined
    return { name: original, reassigned: boxed ? position(again && locate(again)) : undefined }
  })
  if (code.usesThis) captures.unshift({ name: 'this', reassigned: undefined })
  const places: (string | number)[] = [name]
  for (const { node } of sites) {
    const { line, column } = locate(node)
    places.push(line, column)
  }
  const values = [
    JSON.stringify(code.name),
    code.names.direct,
    code.names.resume,
    parameters,
    rest,
    JSON.stringify(captures),
    JSON.stringify(places),
  ]
  return `const ${code.names.code}=new ${support.get('Code').name}(${values.join()});`
}

function position(place: SourcePosition | undefined): string {
  return place === undefined ? '' : `${place.line}:${place.column}`
}
