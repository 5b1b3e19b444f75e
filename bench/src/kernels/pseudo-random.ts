/**
 * Savina's pseudo-random numbers, 0 to 65535: the one drawn after `last`, which may be any seed from 0 up. So small a generator is the same on every
 * system, and the number is all of its state.
 */
export function draw(last: number): number {
  return (last * 1309 + 13849) & 65535
}

/** Draws `turns` numbers, the first one after `seed`, and gives the last: work that no compiler can leave out. */
export function drawLast(seed: number, turns: number): number {
  let last = seed
  for (let turn = 0; turn < turns; turn++) last = draw(last)
  return last
}

/** The `count` numbers that are drawn after `seed`. */
export function randomNumbers(seed: number, count: number): number[] {
  const numbers: number[] = []
  for (let last = draw(seed); numbers.length < count; last = draw(last)) numbers.push(last)
  return numbers
}
