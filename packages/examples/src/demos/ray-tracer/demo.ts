// The ray tracer, on the main thread: renders the scene on many schedulers, shows it, renders it again on one.

import { defineDemo } from '../../lib/demo.ts'
import { fileToWrite, flag, whole } from '../../lib/options.ts'
import { encodePng } from '../../lib/png.ts'
import type { Stage } from '../../lib/stage.ts'
import { type Run, summary, timeOf } from '../../lib/summary.ts'
import { cutIntoTiles, type Tile } from '../../lib/tiles.ts'
import { watch } from '../../lib/watch.ts'
import { writeOut } from '../../lib/write-out.ts'
import { frameTiles, movedTiles } from './frame.ts'
import type { Rendering } from './render.ts'
import type { View } from './view.ts'

export const rayTracer = defineDemo({
  name: 'ray-tracer',
  about: 'Renders spheres upon spheres with a process a tile, on all cores and then on one.',
  options: {
    size: whole(640, [16, 4096], 'width in pixels'),
    tiles: whole(60, [1, 10_000], 'tiles'),
    rays: whole(2, [1, 8], 'N by N rays a pixel'),
    levels: whole(3, [0, 5], 'levels of spheres'),
    plain: flag('no frames around the tiles'),
    out: fileToWrite('ray-tracer.png', 'the PNG file'),
  },
  run: async (stage, { size, tiles: wanted, rays, levels, plain, schedulers, out }) => {
    const view: View = { width: size, height: Math.max(1, Math.round((size * 5) / 8)), grid: rays, levels }
    const tiles = cutIntoTiles(view.width, view.height, wanted)
    stage.title('A ray tracer', `, ${view.width} × ${view.height} pixels`)
    stage.print(`${tiles.length} tiles, a process each: those with`, 'spheres take many times longer.\n')

    const [many, run] = await render(stage, view, tiles, schedulers)
    const image = plain ? many.image : frameTiles(many.image, tiles, many.owners)
    stage.print('', ...stage.picture(many.image))
    writeOut(out, encodePng(image))
    stage.print(`\nAs a PNG file${plain ? '' : ', a frame a scheduler'}:\n${out}\n`)
    if (schedulers === 1) {
      stage.print(timeOf(run, 'tiles'))
      return true
    }
    stage.print(`${movedTiles(many.owners)} tiles changed cores half-way.\n`, 'The same with 1 scheduler:\n')
    const [one, runOfOne] = await render(stage, view, tiles, 1)
    const same = Buffer.compare(many.image.pixels, one.image.pixels) === 0
    stage.print('', ...summary(run, runOfOne, 'tiles'))
    stage.print(same ? 'Both pictures are the same.' : 'The two pictures differ!')
    return same
  },
})

function render(stage: Stage, view: View, tiles: readonly Tile[], schedulers: number): Promise<[Rendering, Run]> {
  return stage.withVM(schedulers, async (vm) => {
    const { render } = vm.module<typeof import('./render.ts')>(new URL('./render.ts', import.meta.url))
    const watched = watch(vm, tiles.length, stage.progress({ total: tiles.length, unit: 'tiles' }))
    const [rendering, done] = await Promise.all([vm.run(render, view, tiles, vm.self), watched])
    return [rendering, { schedulers, milliseconds: rendering.milliseconds, done }]
  })
}
