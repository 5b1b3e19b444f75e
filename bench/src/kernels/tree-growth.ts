/** How Savina's unbalanced tree grows: who asks may have children or not, as the next pseudo-random numbers say, until the tree is full. */

import { draw } from './pseudo-random.ts'

/** What holds for the whole tree. */
export interface Growth {
  readonly most: number
  readonly arity: number
  /** Turns of work of a node. */
  readonly average: number
  readonly deviation: number
  readonly urgentPercent: number
  size: number
  random: number
}

/** Children for one node: the number of the first, the work of each, and which is urgent, -1 for none. */
export type Grant = readonly [first: number, work: number, urgent: number]

/** Savina's. */
const SEED = 2

export function newGrowth(
  most: number,
  arity: number,
  average: number,
  deviation: number,
  urgentPercent: number,
): Growth {
  return { most, arity, average, deviation, urgentPercent, size: 1, random: SEED }
}

export function isFull(growth: Growth): boolean {
  return growth.size + growth.arity > growth.most
}

/** The root's children, which nobody asks for. */
export function firstGrant(growth: Growth): Grant {
  return take(growth, nextNormal(growth), -1)
}

/** The answer to a node that asks: undefined for no. */
export function nextGrant(growth: Growth): Grant | undefined {
  if (isFull(growth) || next(growth) < 32768) return undefined
  const work = nextNormal(growth)
  const isUrgent = next(growth) % 100 <= growth.urgentPercent
  return take(growth, work, isUrgent ? next(growth) % growth.arity : -1)
}

function take(growth: Growth, work: number, urgent: number): Grant {
  const first = growth.size
  growth.size += growth.arity
  return [first, work, urgent]
}

/** Twelve numbers make a normal one: their sum has a deviation of one. */
function nextNormal(growth: Growth): number {
  const { average, deviation } = growth
  for (;;) {
    let sum = 0
    for (let count = 0; count < 12; count++) sum += next(growth)
    const result = Math.floor((sum * deviation) / 65536) - 6 * deviation + average
    if (result > 0) return result
  }
}

function next(growth: Growth): number {
  growth.random = draw(growth.random)
  return growth.random
}
