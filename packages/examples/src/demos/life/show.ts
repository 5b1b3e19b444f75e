import { milestone, progressBars, quartersReached } from '../../lib/progress.ts'
import type { Frames, Stage } from '../../lib/stage.ts'
import type { Tile } from '../../lib/tiles.ts'
import { paint } from './paint.ts'
import type { Frame } from './world.ts'

/** Who wants to see the frames. */
export interface FrameTaker {
  frame(frame: Frame): void
  /** After the last one, or when no more will come. */
  finish(): void
}

/** How many blocks each of so many schedulers has in a frame. */
export function blocksOfEach({ owners }: Frame, schedulers: number): number[] {
  const counts = new Array<number>(schedulers).fill(0)
  for (const owner of owners) counts[owner - 1] = (counts[owner - 1] ?? 0) + 1
  return counts
}

/** Shows the board as it goes on, with who has how many blocks; where frames cannot be drawn, a line a quarter. */
export class Show implements FrameTaker {
  readonly #stage: Stage
  readonly #frames: Frames | undefined
  readonly #tiles: readonly Tile[]
  readonly #generations: number
  readonly #schedulers: number
  #before = 0

  constructor(stage: Stage, tiles: readonly Tile[], generations: number, schedulers: number) {
    this.#stage = stage
    this.#frames = stage.frames()
    this.#tiles = tiles
    this.#generations = generations
    this.#schedulers = schedulers
  }

  frame(frame: Frame): void {
    const counts = blocksOfEach(frame, this.#schedulers)
    if (this.#frames === undefined) {
      for (const quarter of quartersReached(this.#before, frame.generation, this.#generations)) {
        this.#stage.print(milestone(quarter, counts, 'blocks'))
      }
    } else {
      const work = { total: this.#tiles.length, unit: 'blocks' }
      const bars = progressBars(counts, work, this.#stage.size.columns, this.#stage.colours)
      const picture = this.#stage.picture(paint(frame, this.#tiles, 1), bars.length + 4)
      this.#frames.draw([...picture, '', ...bars, `generation ${frame.generation} of ${this.#generations}`])
    }
    this.#before = frame.generation
  }

  finish(): void {
    this.#frames?.finish()
  }
}

/** Counts the blocks that have changed their scheduler, as far as frames tell. */
export class Movers implements FrameTaker {
  readonly #moved = new Set<number>()
  #before: Frame | undefined

  frame(frame: Frame): void {
    const before = this.#before?.owners
    frame.owners.forEach((owner, block) => {
      if (before !== undefined && before[block] !== owner) this.#moved.add(block)
    })
    this.#before = frame
  }

  finish(): void {}

  get count(): number {
    return this.#moved.size
  }
}
