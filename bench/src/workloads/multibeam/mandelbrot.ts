// The Mandelbrot set: a process a tile, all spawned by one process. Check: the iterations of all pixels.

import { type Pid, type Process, self, send, spawn } from 'multibeam'
import { escapeTime, tilesOf } from '../../kernels/mandelbrot.ts'
import { sumOfAnswers } from './answers.ts'
import { type Outcome, since } from './outcome.ts'

export function* run(size: number, tile: number): Process<Outcome> {
  const start = performance.now()
  return since(start, yield* sumOfAnswers(spawnTiles(size, tile)))
}

/** Starts the processes, which answer to this one, and tells how many they are. */
export function spawnTiles(size: number, tile: number): number {
  const tiles = tilesOf(size, tile)
  for (let index = 0; index < tiles; index++) spawn(render, size, tile, index, self())
  return tiles
}

/** The loops over pixels are process code, so that they can be preempted once compiled; a pixel is not. */
export function* render(size: number, tile: number, index: number, parent: Pid): Process<void> {
  const across = Math.ceil(size / tile)
  const left = (index % across) * tile
  const top = Math.floor(index / across) * tile
  const right = Math.min(size, left + tile)
  const bottom = Math.min(size, top + tile)
  let sum = 0
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) sum += escapeTime(size, column, row)
  }
  send(parent, sum)
}
