import { type ProcessExit, VM } from 'multibeam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rejectionOf } from './support/fixture.ts'
import { makeProject } from './support/project.ts'

let vm: VM
beforeAll(async () => {
  vm = await VM.start({ schedulers: 2 })
})
afterAll(() => vm.stop())

// Written here as text, since the project's own settings forbid enums and the like.
const files = {
  'main.ts': `import { Process, spawnWith, receive, self, send, type Pid } from 'multibeam'
import { shout } from './other.ts'
import { whisper } from './spelled.js'
import type { Nothing } from './not-there.ts'

enum Colour { red = 'RED', green = 'GREEN' }
export enum Level { low, high = 10 }

namespace Names {
  export const first = 'first'
}

class Point {
  constructor(public readonly x: number, private y?: number) {}
}

type Options<T extends object = {}> = { [K in keyof T]?: T[K] }

export function* main<T extends string>(text: T, times: number = 2, options?: Options): Process<unknown> {
  yield* Process.yield()
  const parts: Nothing[] = Array.from({ length: times }, () => text satisfies string) as never
  return [Colour.red, Level.high, Level[0], Names.first, new Point(5).x, parts, shout(text), whisper(text)!]
}

interface Deep { readonly a: number }

export function* fails(value: Deep | undefined): Process<number> {
  yield* Process.yield()
  return thrower(value as Deep)
}

function thrower(value: Deep): number {
  // A line that goes away, and one with types.
  const deep: Deep = value
  return deep.a.toFixed(1).length satisfies number
}

export function* child(to: Pid): Process<void> {
  const error: Error = new Error('made elsewhere')
  send(to, ['stack', error.stack])
}

export function* stackElsewhere(): Process<unknown> {
  spawnWith({ scheduler: 2 }, child, self())
  return yield* receive('stack')
}
`,
  'other.ts': `export const shout = (text: string): string => text.toUpperCase()\n`,
  'spelled.ts': `export function whisper(text: string): string | undefined { return text.toLowerCase() }\n`,
}

const line = (text: string): number => files['main.ts'].split(text, 1)[0]?.split('\n').length ?? 0

describe('a process module in TypeScript', () => {
  it('may have enums, namespaces, parameter properties, types, and imports by .ts and .js', async () => {
    const project = makeProject(files)
    expect(await vm.run(project.url('main.ts'), 'main', 'Text')).toEqual([
      'RED',
      10,
      'low',
      'first',
      5,
      ['Text', 'Text'],
      'TEXT',
      'text',
    ])
  })

  it('may be named by the .js that it is not yet', async () => {
    const project = makeProject(files)
    expect(await vm.run(project.url('main.js'), 'main', 'x', 0)).toContain('RED')
  })

  it('has stack traces that point into it', async () => {
    const project = makeProject(files)
    const { reason } = (await rejectionOf(vm.run(project.url('main.ts'), 'fails', undefined))) as Error as ProcessExit
    const { name, stack } = reason as Error
    expect(name).toBe('TypeError')
    const [first, second] = stack?.split('\n').filter((line) => line.includes('main.ts')) ?? []
    expect(first).toContain(`${project.path('main.ts')}:${line('return deep.a')}:`)
    expect(second).toContain(`${project.path('main.ts')}:${line('return thrower')}:`)
  })

  it('has them on every scheduler', async () => {
    const project = makeProject(files)
    const [, stack] = await vm.run<[string, string]>(project.url('main.ts'), 'stackElsewhere')
    expect(stack).toContain(`${project.path('main.ts')}:${line('new Error')}:`)
  })
})
