import { decodeApng } from 'fast-png'
import { describe, expect, it } from 'vitest'
import { cut, DIRECTIONS, edge, inside, putBorder, step } from '../../../src/demos/life/block.ts'
import { type Board, later, population, soup } from '../../../src/demos/life/board.ts'
import { ALIVE, lifeOf } from '../../../src/demos/life/cells.ts'
import { Film } from '../../../src/demos/life/film.ts'
import { paint } from '../../../src/demos/life/paint.ts'
import { blocksOfEach, Movers } from '../../../src/demos/life/show.ts'

/** A board as text: `#` lives. */
function board(...rows: string[]): Board {
  const cells = Uint8Array.from(rows.join(''), (cell) => (cell === '#' ? ALIVE : 0))
  return { width: (rows[0] as string).length, height: rows.length, cells }
}

function rowsOf({ width, height, cells }: Board): string[] {
  const text = [...cells].map((cell) => (lifeOf(cell) === 1 ? '#' : '.')).join('')
  return Array.from({ length: height }, (_, row) => text.slice(row * width, (row + 1) * width))
}

describe('a board', () => {
  it('lets a blinker blink, across its sides, too', () => {
    const blinker = board('#..##', '.....', '.....', '.....')
    expect(rowsOf(later(blinker, 1))).toEqual(['....#', '....#', '.....', '....#'])
    expect(rowsOf(later(blinker, 2))).toEqual(rowsOf(blinker))
  })

  it('lets a glider fly', () => {
    const glider = board('.#....', '..#...', '###...', '......', '......', '......')
    expect(rowsOf(later(glider, 4))).toEqual(['......', '..#...', '...#..', '.###..', '......', '......'])
  })

  it('lets cells that have died glow for a while', () => {
    const [dead, faint] = [later(board('#..', '...', '...', '...'), 1), later(board('#..', '...', '...', '...'), 2)]
    expect(dead.cells[0]).toBeGreaterThan(faint.cells[0] as number)
    expect([population(dead), lifeOf(dead.cells[0] as number)]).toEqual([0, 0])
  })

  it('is the same for the same seed', () => {
    expect(soup(20, 10, 1)).toEqual(soup(20, 10, 1))
    expect(soup(20, 10, 1)).not.toEqual(soup(20, 10, 2))
    expect(population(soup(100, 100, 1))).toBeGreaterThan(2500)
  })
})

describe('a block', () => {
  const whole = soup(9, 7, 3)
  const block = cut(whole, { id: 0, x: 0, y: 0, width: 9, height: 7 })

  it('is cut out of the board', () => {
    expect(inside(block)).toEqual(whole.cells)
    expect(inside(cut(whole, { id: 0, x: 2, y: 3, width: 2, height: 1 }))).toEqual(whole.cells.slice(29, 31))
  })

  it('has edges: rows, columns and corners', () => {
    expect(DIRECTIONS.map((_, direction) => edge(block, direction).length)).toEqual([1, 9, 1, 7, 7, 1, 9, 1])
    expect(edge(block, 1)).toEqual(whole.cells.slice(0, 9))
    expect(edge(block, 7)).toEqual(whole.cells.slice(-1))
  })

  it('goes on like the board when it is its own neighbour on all sides', () => {
    const alone = cut(whole, { id: 0, x: 0, y: 0, width: 9, height: 7 })
    for (let generation = 1; generation <= 20; generation++) {
      const borders = DIRECTIONS.map((_, direction) => edge(alone, direction))
      for (const [direction, cells] of borders.entries()) putBorder(alone, 7 - direction, cells)
      step(alone)
      expect(inside(alone)).toEqual(later(whole, generation).cells)
    }
  })
})

describe('what is shown', () => {
  const tiles = [
    { id: 0, x: 0, y: 0, width: 1, height: 2 },
    { id: 1, x: 1, y: 0, width: 1, height: 2 },
  ]
  const frame = { generation: 1, board: board('#.', '.#'), owners: Uint8Array.of(1, 2) }

  it('has each block in the hue of its scheduler', () => {
    const { width, height, pixels } = paint(frame, tiles, 2)
    expect([width, height]).toEqual([4, 4])
    const [red, , blue] = pixels
    expect(red).toBeGreaterThan(blue as number)
    expect(pixels.at(-3)).toBeLessThan(pixels.at(-1) as number)
    expect(blocksOfEach(frame, 3)).toEqual([1, 1, 0])
  })

  it('tells which blocks have changed their scheduler, each once', () => {
    const movers = new Movers()
    for (const owners of [
      [1, 1],
      [1, 2],
      [1, 1],
      [1, 1],
    ])
      movers.frame({ ...frame, owners: Uint8Array.from(owners) })
    expect(movers.count).toBe(1)
  })

  it('becomes an animation that other programs can read, the last generation always in it', () => {
    const film = new Film(tiles, 150, 1)
    expect(film.every).toBe(3)
    for (const generation of [1, 3, 5, 6, 150]) film.frame({ ...frame, generation })
    const { frames, width, palette } = decodeApng(film.encode())
    expect([frames.length, width, palette?.length]).toEqual([3, 2, 4])
    expect([...(frames.at(-1) as (typeof frames)[0]).data]).toEqual([0, 1, 2, 3])
  })
})
