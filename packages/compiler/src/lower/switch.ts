import { hasYield } from '../analyse/find-generators.ts'
import { assign, type ES, id, run } from '../ast.ts'
import type { Ir } from './ir.ts'
import { type Lowering, plain } from './lowering.ts'

/** `switch`: its cases keep their order, so that one falls through to the next. */
export function lowerSwitch(lowering: Lowering, node: ES.SwitchStatement, out: Ir[], labels: readonly string[]): void {
  const value = lowering.expression(node.discriminant, out)
  if (node.cases.some(({ test }) => test && hasYield(test))) {
    lowerTests(lowering, node, value, out, labels)
    return
  }
  lowering.scope(node, out, () => {
    hoist(lowering, node, out)
    out.push({ kind: 'switch', labels, value, cases: lowerCases(lowering, node, labels, (test) => test) })
  })
}

/** Tests that suspend are tried one after the other first; what is then switched on is the number of the case. */
function lowerTests(
  lowering: Lowering,
  node: ES.SwitchStatement,
  discriminant: ES.Expression,
  out: Ir[],
  labels: readonly string[],
): void {
  const value = lowering.temporary()
  const chosen = lowering.temporary()
  out.push(plain(run(assign(id(value), discriminant))))
  const fallback = node.cases.findIndex(({ test }) => test === null)
  out.push(plain(run(assign(id(chosen), number(-1)))))
  for (const [i, { test }] of node.cases.entries()) {
    if (!test) continue
    const yes: Ir[] = []
    const tested = lowering.expression(test, yes)
    const equal: ES.Expression = { type: 'BinaryExpression', operator: '===', left: id(value), right: tested }
    yes.push({ kind: 'if', test: equal, yes: [plain(run(assign(id(chosen), number(i))))], no: [] })
    const open: ES.Expression = { type: 'BinaryExpression', operator: '===', left: id(chosen), right: number(-1) }
    out.push({ kind: 'if', test: open, yes, no: [] })
  }
  lowering.scope(node, out, () => {
    hoist(lowering, node, out)
    const cases = lowerCases(lowering, node, labels, (test, i) => (test === null || i === fallback ? null : number(i)))
    out.push({ kind: 'switch', labels, value: id(chosen), cases })
  })
}

function lowerCases(
  lowering: Lowering,
  node: ES.SwitchStatement,
  labels: readonly string[],
  testOf: (test: ES.Expression | null, i: number) => ES.Expression | null,
): { test: ES.Expression | null; body: Ir[] }[] {
  lowering.surroundings.push({ kind: 'switch', labels, cursor: null, next: null })
  const cases = node.cases.map(({ test, consequent }, i) => {
    const body: Ir[] = []
    for (const statement of consequent) {
      if (!lowering.rewriter.isHoisted(statement)) lowering.statement(statement, body, [])
    }
    return { test: testOf(test ?? null, i), body }
  })
  lowering.surroundings.pop()
  return cases
}

function hoist(lowering: Lowering, node: ES.SwitchStatement, out: Ir[]): void {
  for (const statement of node.cases.flatMap(({ consequent }) => consequent)) {
    if (lowering.rewriter.isHoisted(statement)) out.push(plain(statement))
  }
}

function number(value: number): ES.Expression {
  if (value >= 0) return { type: 'Literal', value, raw: String(value) }
  return { type: 'UnaryExpression', operator: '-', prefix: true, argument: number(-value) }
}
