import { describe, expect, it } from 'vitest'
import { nodesOf, sumOfLeaves } from '../../../src/demos/skynet/node.ts'
import { sunburst } from '../../../src/demos/skynet/sunburst.ts'

describe('the tree', () => {
  it('has 1,111,111 processes at six levels, and a sum that is known', () => {
    expect(nodesOf(6)).toBe(1_111_111)
    expect(sumOfLeaves(6)).toBe(499_999_500_000)
    expect(sumOfLeaves(1)).toBe(45)
  })
})

describe('the picture', () => {
  it('has the root in the middle and its children around it, from the top clockwise', () => {
    const owners = [Uint8Array.of(1), Uint8Array.of(1, 1, 1, 1, 1, 2, 2, 2, 2, 2)]
    const { width, pixels } = sunburst(owners, 100)
    const redder = (x: number, y: number): boolean => {
      const at = (y * width + x) * 3
      return (pixels[at] as number) > (pixels[at + 2] as number)
    }
    // Scheduler 1 is amber, scheduler 2 blue.
    expect(redder(50, 50)).toBe(true)
    expect(redder(75, 30)).toBe(true)
    expect(redder(25, 70)).toBe(false)
  })
})
