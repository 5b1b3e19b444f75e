import { encodeApng } from '../../lib/apng.ts'
import type { Image } from '../../lib/image.ts'
import type { Tile } from '../../lib/tiles.ts'
import { paint } from './paint.ts'
import type { FrameTaker } from './show.ts'
import type { Frame } from './world.ts'

const FRAME_MS = 100
/** Chosen: more make a large file. */
const MOST_FRAMES = 60

/** Makes an animation of the frames, of some of them if there are many. */
export class Film implements FrameTaker {
  /** Every so many generations there is a frame of the film. */
  readonly every: number
  readonly #tiles: readonly Tile[]
  readonly #generations: number
  readonly #scale: number
  readonly #images: Image[] = []

  /** A cell is `scale` pixels wide. */
  constructor(tiles: readonly Tile[], generations: number, scale: number) {
    this.#tiles = tiles
    this.#generations = generations
    this.#scale = scale
    this.every = Math.ceil(generations / MOST_FRAMES)
  }

  frame(frame: Frame): void {
    const isLast = frame.generation === this.#generations
    if (isLast || frame.generation % this.every === 0) this.#images.push(paint(frame, this.#tiles, this.#scale))
  }

  finish(): void {}

  /** The film as a PNG file. */
  encode(): Uint8Array {
    return encodeApng(this.#images, FRAME_MS)
  }
}
