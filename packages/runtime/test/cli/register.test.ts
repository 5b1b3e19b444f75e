import { describe, expect, it } from 'vitest'
import { sharedProject } from '../vm/support/project.ts'
import { runNode } from '../vm/support/run-node.ts'

const files = {
  'main.ts': `
import { type Process, System, VM } from 'multibeam'
import { double } from './lib.js'

export function* main(n: number): Process<[number, number]> {
  return [yield* double(n), System.schedulerId()]
}

await using vm = await VM.start({ schedulers: 2 })
console.log(JSON.stringify([await vm.run(main, 21), await vm.run(double, 4)]))
`,
  'lib.ts': `
export function* double(n: number): Generator<never, number> { return n * 2 }
`,
  'fails.ts': `
interface Lost { line: string }

throw new Error('as told')
`,
}

describe('node --import multibeam/register', () => {
  const project = sharedProject(files)

  it('runs a TypeScript program, whose process functions can be given to a VM', async ({ signal }) => {
    const finished = await runNode(['--import', 'multibeam/register', 'main.ts'], signal, { cwd: project.path('.') })
    expect(finished).toEqual({ stdout: '[[42,1],8]\n', stderr: '', code: 0 })
  })

  it('shows the TypeScript in stack traces', async ({ signal }) => {
    const { stderr, code } = await runNode(['--import', 'multibeam/register', 'fails.ts'], signal, {
      cwd: project.path('.'),
    })
    expect(code).toBe(1)
    expect(stderr).toContain(`${project.path('fails.ts')}:4:7`)
  })

  it('may be asked for in NODE_OPTIONS, which scheduler threads see too', async ({ signal }) => {
    const finished = await runNode(['main.ts'], signal, {
      cwd: project.path('.'),
      env: { NODE_OPTIONS: '--import multibeam/register' },
    })
    expect(finished).toEqual({ stdout: '[[42,1],8]\n', stderr: '', code: 0 })
  })
})
