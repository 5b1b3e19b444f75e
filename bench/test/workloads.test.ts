import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { erlangFolder, processModule } from '../src/harness/places.ts'
import { isStart } from '../src/hosts/start.ts'
import { kernelOf } from '../src/kernels/index.ts'
import { countPrimes } from '../src/kernels/primes.ts'
import { workloads } from '../src/workloads/index.ts'

function sumOfPieces(workload: string, sizes: number[]): number {
  const kernel = kernelOf(workload)
  let sum = 0
  for (let index = 0; index < kernel.pieces(sizes); index++) sum += kernel.piece(sizes, index)
  return sum
}

describe('the workloads', () => {
  it.each(workloads.map((workload) => [workload.id, workload] as const))(
    '%s has a side on each system',
    (id, { systems }) => {
      // It starts programs.
      if (isStart(id)) return
      if (systems.includes('multibeam')) expect(existsSync(fileURLToPath(processModule(id)))).toBe(true)
      if (systems.includes('erlang')) {
        expect(existsSync(join(erlangFolder, `bench_${id.replaceAll('-', '_')}.erl`))).toBe(true)
      }
      if (systems.includes('plain')) expect(() => kernelOf(id)).not.toThrow()
    },
  )

  it.each(workloads.map((workload) => [workload.id, workload] as const))(
    '%s has whole sizes at any scale',
    (_, workload) => {
      for (const scale of [1, 0.1, 0.001, 1e-9]) {
        const sizes = workload.sizes(scale)
        expect(sizes.every((size) => Number.isInteger(size) && size > 0)).toBe(true)
        expect(workload.operations(sizes)).toBeGreaterThan(0)
      }
    },
  )

  it('knows what a right run of the published sizes answers', () => {
    const answers = Object.fromEntries(
      workloads
        .filter(({ id }) => ['skynet', 'fib-processes', 'primes', 'big'].includes(id))
        .map(({ id, sizes, expected }) => [id, expected(sizes(1))]),
    )
    expect(answers).toEqual({
      skynet: '499999500000',
      'fib-processes': '75025',
      big: '240000',
      primes: '664579',
    })
  })

  it('names each once', () => {
    expect(new Set(workloads.map(({ id }) => id)).size).toBe(workloads.length)
  })
})

describe('CPU work', () => {
  it('counts the primes of a range', () => {
    expect(countPrimes(0, 2)).toBe(0)
    expect(countPrimes(0, 3)).toBe(1)
    expect(countPrimes(100, 200)).toBe(21)
  })

  it('counts the ways to place queens, in 64 pieces and more', () => {
    expect(sumOfPieces('nqueens', [4])).toBe(2)
    expect(sumOfPieces('nqueens', [8])).toBe(92)
    expect(kernelOf('nqueens').pieces([12])).toBeGreaterThanOrEqual(64)
  })

  it.each([1, 7, 64])('gives the same sum of primes in %i pieces', (pieces) => {
    expect(sumOfPieces('primes', [100_000, pieces])).toBe(9592)
  })

  it.each([1, 7, 16, 40, 64])('gives the same picture in tiles of %i pixels', (tile) => {
    expect(sumOfPieces('mandelbrot', [40, tile])).toBe(sumOfPieces('mandelbrot', [40, 40]))
  })
})
