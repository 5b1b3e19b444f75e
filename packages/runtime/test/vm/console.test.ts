import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { fixture } from './support/fixture.ts'
import { runNode } from './support/run-node.ts'

const program = fileURLToPath(fixture('printing.mjs'))

describe('what processes print', () => {
  it('comes in the order of cause and effect, on all schedulers and the main thread', async ({ signal }) => {
    const { stdout, stderr, code } = await runNode([program, 'order'], signal)
    const expected = [
      ...Array.from({ length: 1000 }, (_, i) => `line ${i + 1}`),
      'main: run has resolved',
      'printed first',
      'main: received',
      ...Array.from({ length: 200 }, (_, i) => `${i >> 1} on ${(i % 2) + 1}`),
      'main: passed around',
      '',
    ]
    expect(stdout.split('\n')).toEqual(expected)
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  })

  it('goes to the stream it was meant for, unchanged', async ({ signal }) => {
    expect(await runNode([program, 'kinds'], signal)).toEqual({
      stdout: 'log text 5 { a: [ 1 ] }\ninfo\nno newline, bytes €\n€\nä\ncorked and not\n',
      stderr: 'an error\na warning\nend of errors\n',
      code: 0,
    })
  })

  it('is all printed before stop resolves', async ({ signal }) => {
    const { stdout, stderr, code } = await runNode([program, 'stop'], signal)
    const lines = stdout.trimEnd().split('\n')
    expect(lines.pop()).toBe('main: stopped')
    expect(lines.length).toBeGreaterThan(100)
    expect(lines).toEqual(lines.map((_, i) => `number ${i}`))
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  })
})
