/**
 * The orders in which a program may print the lines of an expected output.
 *
 * Lines marked `< ` and `> ` stand for two processes that do not wait for each other: where they follow each other, those of one
 * side keep their order, and mix with those of the other side in any way. Unmarked lines stay where they are. The order as
 * written, left side first, comes first.
 */
export function ordersOf(text: string): string[] {
  let orders: string[][] = [[]]
  let left: string[] = []
  let right: string[] = []
  const mixAndAppend = (line: string[]): void => {
    const mixed = interleavings(left, right)
    orders = orders.flatMap((before) => mixed.map((between) => [...before, ...between, ...line]))
    left = []
    right = []
  }
  for (const line of text.split('\n')) {
    if (line.startsWith('< ')) left.push(line.slice(2))
    else if (line.startsWith('> ')) right.push(line.slice(2))
    else mixAndAppend([line])
  }
  mixAndAppend([])
  return orders.map((lines) => lines.join('\n'))
}

function interleavings(left: readonly string[], right: readonly string[]): string[][] {
  const [l, ...leftRest] = left
  const [r, ...rightRest] = right
  if (l === undefined || r === undefined) return [[...left, ...right]]
  return [
    ...interleavings(leftRest, right).map((rest) => [l, ...rest]),
    ...interleavings(left, rightRest).map((rest) => [r, ...rest]),
  ]
}
