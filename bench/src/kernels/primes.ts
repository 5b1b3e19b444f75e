/** Counting primes by trial division, over ranges of uneven length. */

import type { Kernel } from './kernel.ts'

/** Candidates must stay below the square of the largest of these, 10^8. */
const smallPrimes = sieve(10_000)

/** The odd way: by the primes up to the root of `n`. */
export function isPrime(n: number): boolean {
  if (n < 2) return false
  for (let index = 0; ; index++) {
    const prime = smallPrimes[index] as number
    if (prime * prime > n) return true
    if (n % prime === 0) return false
  }
}

/** How many primes lie in [low, high). */
export function countPrimes(low: number, high: number): number {
  let count = 0
  for (let n = low; n < high; n++) if (isPrime(n)) count++
  return count
}

/**
 * Where piece `index` of `pieces` begins. Lengths grow linearly, the last piece being about `2 · pieces` times as long
 * as the first one, and its numbers cost more too: dealt out in equal shares, no two threads would end together.
 */
export function rangeStart(limit: number, pieces: number, index: number): number {
  return Math.floor(limit * (index / pieces) ** 2)
}

/** Sizes: the limit, the number of pieces. */
export const primes: Kernel = {
  pieces: ([, pieces = 1]) => pieces,
  piece: ([limit = 0, pieces = 1], index) =>
    countPrimes(rangeStart(limit, pieces, index), rangeStart(limit, pieces, index + 1)),
}

/** The primes below `limit`, by Eratosthenes: also what the count is checked against. */
export function sieve(limit: number): number[] {
  const composite = new Uint8Array(limit)
  const found: number[] = []
  for (let n = 2; n < limit; n++) {
    if (composite[n] === 1) continue
    found.push(n)
    for (let multiple = n * n; multiple < limit; multiple += n) composite[multiple] = 1
  }
  return found
}
