// The game of life, on the main thread: has the blocks live, shows the board, and compares it with one without processes.

import type { VM } from 'multibeam'
import { defineDemo } from '../../lib/demo.ts'
import { fileToWrite, whole } from '../../lib/options.ts'
import { counted, timeOf } from '../../lib/summary.ts'
import { cutIntoTiles } from '../../lib/tiles.ts'
import { writeOut } from '../../lib/write-out.ts'
import { later, population, soup } from './board.ts'
import { Film } from './film.ts'
import type { Plan } from './live.ts'
import { paint } from './paint.ts'
import { blocksOfEach, type FrameTaker, Movers, Show } from './show.ts'
import type { Cut, FrameMessage } from './world.ts'

/** A board is three fifths as high as it is wide. */
const HEIGHT = 3 / 5
/** Milliseconds between two generations in a terminal. */
const PAUSE_MS = 20
/** Width of the animation, about. */
const FILM_WIDTH = 480

export const life = defineDemo({
  name: 'life',
  about: 'The game of life, a process a block of cells; blocks send their borders to each other.',
  options: {
    size: whole(480, [16, 2000], "cells of the board's width"),
    blocks: whole(24, [1, 10_000], 'blocks'),
    generations: whole(200, [1, 100_000], 'generations'),
    seed: whole(7, [0, 1_000_000], 'where cells live at first'),
    out: fileToWrite('life.png', 'the PNG file, which is animated'),
  },
  run: async (stage, { size, blocks, generations, seed, schedulers, out }) => {
    const board = soup(size, Math.round(size * HEIGHT), seed)
    const tiles = cutIntoTiles(board.width, board.height, blocks)
    const cut: Cut = { tiles, columns: new Set(tiles.map(({ x }) => x)).size }
    stage.title('The game of life', `, ${board.width} × ${board.height} cells`)
    stage.print(`${counted(tiles.length, 'block')}, a process each, which send`, 'their borders to eight others.\n')

    const film = new Film(tiles, generations, Math.max(1, Math.round(FILM_WIDTH / board.width)))
    const plan = { generations, every: stage.live ? 1 : film.every, pause: stage.live ? PAUSE_MS : 0 }
    const movers = new Movers()
    const started = performance.now()
    const last = await stage.withVM(schedulers, async (vm) => {
      const { world } = vm.module<typeof import('./world.ts')>(new URL('./world.ts', import.meta.url))
      const show = new Show(stage, tiles, generations, schedulers)
      const watched = watchFrames(vm, plan, [show, film, movers])
      const [last] = await Promise.all([vm.run(world, board, cut, plan, vm.self), watched])
      return last
    })
    const run = { schedulers, milliseconds: performance.now() - started, done: blocksOfEach(last, schedulers) }
    if (!stage.live) stage.print('', ...stage.picture(paint(last, tiles, 1)))
    writeOut(out, film.encode())
    stage.print(`\nAs an animated PNG file:\n${out}\n`, timeOf(run, 'blocks'))
    if (schedulers > 1) stage.print(`${counted(movers.count, 'block')} changed cores on the way.`)
    const same = Buffer.compare(last.board.cells, later(board, generations).cells) === 0
    stage.print(`${population(last.board)} cells live after ${counted(generations, 'generation')},`)
    stage.print(same ? 'the same ones as without processes.' : 'not the same ones as without processes!')
    return same
  },
})

/** Gives each frame to those who want it; resolves after the last one. */
async function watchFrames(vm: VM, { generations }: Plan, takers: readonly FrameTaker[]): Promise<void> {
  try {
    for (let generation = 0; generation < generations; ) {
      const [, frame] = await vm.receive<FrameMessage>('frame')
      for (const taker of takers) taker.frame(frame)
      generation = frame.generation
    }
  } finally {
    for (const taker of takers) taker.finish()
  }
}
