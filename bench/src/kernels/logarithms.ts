/** What producing or consuming an item costs in the bounded buffer: a sum of logarithms that is added to it. */

import { draw } from './pseudo-random.ts'

const LOGARITHMS_PER_COST = 100

export function processItem(item: number, cost: number): number {
  let result = item
  let random = cost
  for (let left = cost * LOGARITHMS_PER_COST; left > 0; left--) {
    random = draw(random)
    result += Math.log(1 / (random + 1) + 0.01)
  }
  return result
}
