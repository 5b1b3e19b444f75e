import { block, childrenOf, type ES, returns } from '../ast.ts'

/** Makes blocks of the bodies of arrow functions that begin with `{` somewhere inside: `() => ({}) + 1` is printed without parentheses. */
export function guardArrows(node: ES.Node): void {
  if (
    node.type === 'ArrowFunctionExpression' &&
    node.body.type !== 'BlockStatement' &&
    node.body.type !== 'ObjectExpression'
  ) {
    if (beginsWithBrace(node.body)) {
      node.body = block([returns(node.body)])
      node.expression = false
    }
  }
  for (const child of childrenOf(node)) guardArrows(child)
}

function beginsWithBrace(node: ES.Node): boolean {
  switch (node.type) {
    case 'ObjectExpression':
    case 'ObjectPattern':
      return true
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'AssignmentExpression':
      return beginsWithBrace(node.left)
    case 'ConditionalExpression':
      return beginsWithBrace(node.test)
    case 'SequenceExpression':
      return node.expressions[0] !== undefined && beginsWithBrace(node.expressions[0])
    case 'MemberExpression':
      return beginsWithBrace(node.object)
    case 'CallExpression':
      return beginsWithBrace(node.callee)
    case 'TaggedTemplateExpression':
      return beginsWithBrace(node.tag)
    case 'ChainExpression':
      return beginsWithBrace(node.expression)
    case 'UpdateExpression':
      return !node.prefix && beginsWithBrace(node.argument)
    default:
      return false
  }
}
