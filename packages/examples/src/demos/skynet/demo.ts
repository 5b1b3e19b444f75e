// Skynet, on the main thread: has the tree of processes grow, shows who runs them, and draws the first levels.

import type { VM } from 'multibeam'
import { defineDemo } from '../../lib/demo.ts'
import { fileToWrite, whole } from '../../lib/options.ts'
import { encodePng } from '../../lib/png.ts'
import type { Stage } from '../../lib/stage.ts'
import { type Run, summary, timeOf } from '../../lib/summary.ts'
import { writeOut } from '../../lib/write-out.ts'
import { CHILDREN, type NodeMessage, nodesOf, sumOfLeaves } from './node.ts'
import { type Owners, sunburst } from './sunburst.ts'

/** Levels of which every process is drawn, the root's being 0. */
const SHOWN = 4
/** How often the progress is looked at. */
const LOOK_MS = 50

interface Outcome {
  sum: number
  run: Run
  owners: Owners
}

export const skynet = defineDemo({
  name: 'skynet',
  about:
    'A process spawns ten that spawn ten, and so on; the last ones, a million of them, send their number up, and all add up what they get.',
  options: {
    levels: whole(6, [1, 6], 'levels of tens'),
    size: whole(800, [64, 2000], 'width in pixels'),
    out: fileToWrite('skynet.png', 'the PNG file'),
  },
  run: async (stage, { levels, size, schedulers, out }) => {
    stage.title('Skynet', `, ${nodesOf(levels)} processes`)
    stage.print('in a tree, ten below each.\n')
    const many = await grow(stage, levels, schedulers)
    const image = sunburst(many.owners, size)
    stage.print('', ...stage.picture(image))
    writeOut(out, encodePng(image))
    stage.print(`\nAs a PNG file, a hue a scheduler:\n${out}\n`)
    const right = sumOfLeaves(levels)
    let correct = many.sum === right
    if (schedulers === 1) {
      stage.print(timeOf(many.run, 'processes'))
    } else {
      stage.print('The same with 1 scheduler:\n')
      const one = await grow(stage, levels, 1)
      stage.print('', ...summary(many.run, one.run, 'processes'))
      correct &&= one.sum === right
    }
    stage.print(`The sum is ${many.sum}, ${correct ? 'as it must be.' : `but must be ${right}!`}`)
    return correct
  },
})

function grow(stage: Stage, levels: number, schedulers: number): Promise<Outcome> {
  return stage.withVM(schedulers, async (vm) => {
    const { root } = vm.module<typeof import('./node.ts')>(new URL('./node.ts', import.meta.url))
    const shown = Math.min(levels, SHOWN)
    const display = stage.progress({ total: nodesOf(levels), unit: 'processes' })
    const look = setInterval(() => display.update(exited(vm)), LOOK_MS)
    try {
      const started = performance.now()
      const [sum, owners] = await Promise.all([
        vm.run(root, { levels, shown, observer: vm.self }),
        takeOwners(vm, shown),
      ])
      const milliseconds = performance.now() - started
      const done = exited(vm)
      display.update(done)
      return { sum, owners, run: { schedulers, milliseconds, done } }
    } finally {
      clearInterval(look)
      display.finish()
    }
  })
}

/** Processes that have ended, by scheduler: the VM counts them. */
function exited(vm: VM): number[] {
  return vm.statistics().map(({ exited }) => exited)
}

/** Takes what the processes of the first levels tell. */
async function takeOwners(vm: VM, shown: number): Promise<Owners> {
  const owners = Array.from({ length: shown + 1 }, (_, level) => new Uint8Array(CHILDREN ** level))
  for (let left = nodesOf(shown); left > 0; left--) {
    const [, level, index, scheduler] = await vm.receive<NodeMessage>('node')
    ;(owners[level] as Uint8Array)[index] = scheduler
  }
  return owners
}
