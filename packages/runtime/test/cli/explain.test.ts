import { describe, expect, it } from 'vitest'
import { type Explanation, formatExplanation, type Paint } from '../../src/cli/explanation.ts'
import { sharedProject } from '../vm/support/project.ts'
import { cli, runNode } from '../vm/support/run-node.ts'

const plain: Paint = (_style, text) => text

const explanation: Explanation = {
  file: 'src/counter.ts',
  functions: [
    {
      name: 'counter',
      line: 3,
      column: 8,
      compiled: true,
      reasons: [],
      sites: [
        { kind: 'entry', what: '', line: 3, column: 8 },
        { kind: 'loop', what: 'for (;;)', line: 4, column: 3 },
        { kind: 'call', what: 'receive<Message>()', line: 15, column: 25 },
      ],
      pins: [{ what: 'the native iterator of for (const x of items)', line: 9, column: 5 }],
      captures: [],
    },
    {
      name: '(inline)',
      line: 20,
      column: 9,
      compiled: false,
      reasons: [{ what: 'arguments is used', line: 22, column: 3 }],
      sites: [],
      pins: [],
      captures: [
        { name: 'n', reassigned: undefined },
        { name: 'total', reassigned: { line: 23, column: 5 } },
      ],
    },
  ],
  warnings: [{ message: 'count is changed by process code: each scheduler has its own', line: 1, column: 5 }],
}

describe('the text of multibeam explain', () => {
  it('has a paragraph for each process function, the warnings, and the sum', () => {
    expect(formatExplanation(explanation, plain)).toBe(`counter  compiled  src/counter.ts:3:8
  may be suspended at
    3:8    entry
    4:3    loop   for (;;)
    15:25  call   receive<Message>()
  kept on its scheduler, while suspended, by
    9:5  the native iterator of for (const x of items)

(inline)  interpreted  src/counter.ts:20:9
  not compiled because of
    22:3  arguments is used
  takes along
    n
    total, which is assigned again at 23:5

warnings
  src/counter.ts:1:5  count is changed by process code: each scheduler has its own

src/counter.ts: 2 process functions, 1 interpreted, 1 warning`)
  })

  it('says so where there is nothing to tell', () => {
    expect(formatExplanation({ file: 'a.ts', functions: [], warnings: [] }, plain)).toBe(
      'a.ts: no process functions (a process function is a function* that never uses a bare yield)',
    )
  })

  it('is the same with colours, but for the colours', () => {
    const coloured = formatExplanation(explanation, (style, text) => `<${style}>${text}</${style}>`)
    expect(coloured).toContain('<bold>counter</bold>  <green>compiled</green>')
    expect(coloured).toContain('<yellow>interpreted</yellow>')
    expect(coloured.replaceAll(/<\/?(?:bold|dim|green|yellow)>/g, '')).toBe(formatExplanation(explanation, plain))
  })
})

describe('multibeam explain', () => {
  const files = {
    'main.ts': `import { type Process, receive } from 'multibeam'

export function* main(): Process<void> {
  for (;;) yield* receive()
}
`,
    'ordinary.ts': 'export function* numbers() { yield 1 }\n',
    'broken.ts': 'export function* main() {\n  const = 1\n}',
    'data.json': '{}',
  }
  const project = sharedProject(files)
  const explain = (signal: AbortSignal, args: readonly string[], env: Record<string, string> = {}) =>
    runNode([cli, 'explain', ...args], signal, { cwd: project.path('.'), env })

  it('tells of each process function, without colours where nobody sees them', async ({ signal }) => {
    const { stdout, stderr, code } = await explain(signal, ['main.ts'])
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    expect(stdout).toMatch(/^main {2}(compiled|interpreted) {2}main\.ts:\d+:\d+\n/)
    expect(stdout).toMatch(/\nmain\.ts: 1 process function, /)
  })

  it('has colours where they are wanted', async ({ signal }) => {
    const { stdout } = await explain(signal, ['main.ts'], { FORCE_COLOR: '1' })
    expect(stdout).toContain('\u001b[1mmain\u001b[22m')
  })

  it('prints JSON for tools', async ({ signal }) => {
    const { stdout, code } = await explain(signal, ['--json', 'main.ts'], { FORCE_COLOR: '1' })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      file: 'main.ts',
      functions: [expect.objectContaining({ name: 'main', compiled: expect.any(Boolean), sites: expect.any(Array) })],
      warnings: [],
    })
  })

  it('leaves ordinary iterators out', async ({ signal }) => {
    const { stdout, code } = await explain(signal, ['ordinary.ts'])
    expect({ stdout, code }).toEqual({ stdout: expect.stringContaining('ordinary.ts: no process functions'), code: 0 })
  })

  it.for([
    ['broken.ts', /multibeam explain: cannot compile .*broken\.ts:2:9: /],
    ['gone.ts', /multibeam explain: cannot find the module .*gone\.ts: check the path/],
    ['data.json', /multibeam explain: data\.json is no TypeScript or JavaScript module/],
  ] as const)('exits with 1 and says why %s cannot be explained', async ([file, message], { signal }) => {
    const { stdout, stderr, code } = await explain(signal, [file])
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 })
    expect(stderr).toMatch(message)
  })

  it.for([
    [[], 'explain: no FILE given'],
    [['a.ts', 'b.ts'], 'explain: one FILE at a time, not a.ts and b.ts'],
    [['--fast', 'a.ts'], "Unknown option '--fast'"],
  ] as const)('exits with 2 for the wrong arguments %j', async ([args, message], { signal }) => {
    const { stdout, stderr, code } = await explain(signal, args)
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 })
    expect(stderr).toContain(`multibeam: ${message}`)
  })

  it('shows the help', async ({ signal }) => {
    const { stdout, stderr, code } = await explain(signal, ['--help'])
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    expect(stdout).toContain('multibeam explain [--json] FILE')
  })
})
