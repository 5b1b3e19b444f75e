// The Mandelbrot demo, on the main thread: renders the set on many schedulers, shows it, renders it again on one.

import { defineDemo } from '../../lib/demo.ts'
import { fileToWrite, whole } from '../../lib/options.ts'
import { encodePng } from '../../lib/png.ts'
import type { Stage } from '../../lib/stage.ts'
import { type Run, seconds, summary } from '../../lib/summary.ts'
import { cutIntoTiles, type Tile } from '../../lib/tiles.ts'
import { watch } from '../../lib/watch.ts'
import { writeOut } from '../../lib/write-out.ts'
import { paint } from './paint.ts'
import { sameTimes, tilesByScheduler } from './picture.ts'
import type { Rendering } from './render.ts'
import { type View, wholeSet } from './view.ts'

export const mandelbrot = defineDemo({
  name: 'mandelbrot',
  about: 'Renders the Mandelbrot set, a process a tile, on all cores and then on one.',
  options: {
    size: whole(1200, [16, 4096], 'width in pixels'),
    tiles: whole(96, [1, 10_000], 'tiles'),
    out: fileToWrite('mandelbrot.png', 'the PNG file'),
  },
  run: async (stage, { size, tiles: wanted, schedulers, out }) => {
    const view = wholeSet(size)
    const tiles = cutIntoTiles(view.width, view.height, wanted)
    stage.title('The Mandelbrot set', `, ${view.width} × ${view.height} pixels`)
    stage.print(`${tiles.length} tiles, a process each, all spawned`, 'on scheduler 1; idle schedulers steal.\n')

    const many = await render(stage, view, tiles, schedulers)
    const image = paint(many.picture)
    stage.print('', ...stage.picture(image))
    writeOut(out, encodePng(image))
    stage.print(`\nAs a PNG file, a hue a scheduler:\n${out}\n`)

    const first = toRun(many, schedulers)
    if (schedulers === 1) {
      stage.print(`1 scheduler: ${seconds(first.milliseconds)}`)
      return true
    }
    stage.print('The same with 1 scheduler:\n')
    const one = await render(stage, view, tiles, 1)
    const same = sameTimes(many.picture, one.picture)
    stage.print('', ...summary(first, toRun(one, 1), 'tiles'))
    stage.print(same ? 'Both pictures are the same.' : 'The two pictures differ!')
    return same
  },
})

function render(stage: Stage, view: View, tiles: readonly Tile[], schedulers: number): Promise<Rendering> {
  return stage.withVM(schedulers, async (vm) => {
    const { render } = vm.module<typeof import('./render.ts')>(new URL('./render.ts', import.meta.url))
    const watched = watch(vm, tiles.length, stage.progress({ total: tiles.length, unit: 'tiles' }))
    const [rendering] = await Promise.all([vm.run(render, view, tiles, vm.self), watched])
    return rendering
  })
}

function toRun({ picture, milliseconds }: Rendering, schedulers: number): Run {
  return { schedulers, milliseconds, done: tilesByScheduler(picture, schedulers) }
}
