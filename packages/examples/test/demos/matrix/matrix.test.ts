import { describe, expect, it } from 'vitest'
import { addProduct, blockOf, matrixOf, putBlock, zero } from '../../../src/demos/matrix/matrix.ts'
import { movedBlocks, timeline } from '../../../src/demos/matrix/timeline.ts'

describe('matrices', () => {
  it('are multiplied and added', () => {
    const sum = { size: 2, numbers: Float64Array.of(1, 0, 0, 1) }
    addProduct(
      sum,
      { size: 2, numbers: Float64Array.of(1, 2, 3, 4) },
      { size: 2, numbers: Float64Array.of(5, 6, 7, 8) },
    )
    expect([...sum.numbers]).toEqual([20, 22, 43, 51])
  })

  it('are cut into blocks, and put together again', () => {
    const whole = matrixOf(6, 1)
    const copy = zero(6)
    for (const row of [0, 1, 2])
      for (const column of [0, 1, 2]) putBlock(copy, blockOf(whole, 2, row, column), row, column)
    expect(copy).toEqual(whole)
    expect([...blockOf(whole, 2, 1, 2).numbers]).toEqual([16, 17, 22, 23].map((at) => whole.numbers[at]))
  })

  it('are of whole numbers, others for another seed', () => {
    expect(matrixOf(8, 1).numbers.every(Number.isInteger)).toBe(true)
    expect(matrixOf(8, 1)).not.toEqual(matrixOf(8, 2))
  })
})

describe('the picture', () => {
  const steps = [
    { block: 0, scheduler: 1, from: 0, to: 10 },
    { block: 1, scheduler: 2, from: 0, to: 5 },
    { block: 0, scheduler: 2, from: 5, to: 10 },
  ]

  it('has a row a scheduler, and a bar a step', () => {
    const { width, height, pixels } = timeline(steps, 2, 2)
    const at = (x: number, y: number): number[] => [...pixels.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)]
    expect(at(width - 40, height / 4)).toEqual(at(width - 40, (height * 3) / 4))
    expect(at(100, (height * 3) / 4)).not.toEqual(at(width - 40, (height * 3) / 4))
  })

  it('tells which blocks have moved', () => {
    expect(movedBlocks(steps)).toBe(1)
  })
})
