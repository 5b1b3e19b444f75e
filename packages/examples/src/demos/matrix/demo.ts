// The product of two matrices, on the main thread: has blocks compute it, draws who did when what, and compares it.

import { defineDemo } from '../../lib/demo.ts'
import { fileToWrite, UsageError, whole } from '../../lib/options.ts'
import { encodePng } from '../../lib/png.ts'
import type { Stage } from '../../lib/stage.ts'
import { counted, type Run, seconds, summary, timeOf } from '../../lib/summary.ts'
import { watch } from '../../lib/watch.ts'
import { writeOut } from '../../lib/write-out.ts'
import { addProduct, type Matrix, matrixOf, zero } from './matrix.ts'
import type { Product } from './product.ts'
import { movedBlocks, timeline } from './timeline.ts'

interface Factors {
  readonly a: Matrix
  readonly b: Matrix
  readonly grid: number
}

export const matrix = defineDemo({
  name: 'matrix',
  about: 'The product of two matrices, a process a block; blocks hand their factors on to each other.',
  options: {
    size: whole(768, [1, 4096], 'rows and columns'),
    grid: whole(8, [1, 64], 'N by N blocks'),
    out: fileToWrite('matrix.png', 'the PNG file'),
  },
  run: async (stage, { size, grid, schedulers, out }) => {
    if (size % grid !== 0) throw new UsageError(`--grid ${grid}: it must divide the size, ${size}`)
    const factors: Factors = { a: matrixOf(size, 1), b: matrixOf(size, 2), grid }
    stage.title('A matrix product', `, ${size} × ${size}`)
    stage.print(`${counted(grid * grid, 'block')}, a process each, in ${counted(grid, 'step')}.\n`)

    const [many, run] = await multiply(stage, factors, schedulers)
    const image = timeline(many.steps, grid * grid, schedulers)
    stage.print('', ...stage.picture(image))
    writeOut(out, encodePng(image))
    stage.print(`\nAs a PNG file, a row a scheduler:\n${out}\n`)
    let results: readonly Product[] = [many]
    if (schedulers === 1) {
      stage.print(timeOf(run, 'steps'))
    } else {
      stage.print(`${movedBlocks(many.steps)} blocks changed cores on their way.\n`, 'The same with 1 scheduler:\n')
      const [one, runOfOne] = await multiply(stage, factors, 1)
      results = [many, one]
      stage.print('', ...summary(run, runOfOne, 'steps'))
    }
    const started = performance.now()
    const plain = zero(size)
    addProduct(plain, factors.a, factors.b)
    stage.print(`without processes, unblocked: ${seconds(performance.now() - started)}`)
    const same = results.every((result) => equal(result.matrix, plain))
    stage.print(same ? 'All products are the same.' : 'The products differ!')
    return same
  },
})

function multiply(stage: Stage, { a, b, grid }: Factors, schedulers: number): Promise<[Product, Run]> {
  return stage.withVM(schedulers, async (vm) => {
    const { product } = vm.module<typeof import('./product.ts')>(new URL('./product.ts', import.meta.url))
    const steps = grid ** 3
    const watched = watch(vm, steps, stage.progress({ total: steps, unit: 'steps' }))
    const [result, done] = await Promise.all([vm.run(product, a, b, grid, vm.self), watched])
    return [result, { schedulers, milliseconds: result.milliseconds, done }]
  })
}

function equal(a: Matrix, b: Matrix): boolean {
  return a.numbers.every((number, i) => number === b.numbers[i])
}
