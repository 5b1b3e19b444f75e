import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { maskPids } from './mask.ts'
import { ordersOf } from './orders.ts'
import { runNode } from './run-program.ts'

/** What `pnpm example` runs once everything is built. */
const script = fileURLToPath(new URL('../../../../scripts/example.mjs', import.meta.url))

const tutorial = [
  'processes-and-counts',
  'spawn-1',
  'spawn-3',
  'spawn-1000-timed',
  'spawn-1000-counts',
  'messages',
  'receive',
  'fifo-mailbox',
  'ping-pong',
  'calculator',
  'simple-agent-process',
  'fire-and-forget',
  'request-response',
  'long-running-server',
  'echo-server',
  'counter',
  'two-agents',
  'agent-as-gen-server',
  'agent-as-agent',
  'checkpoint',
]

describe('pnpm example', () => {
  it('lists the programs in the order of the tutorial, each with a line about it', async ({ signal }) => {
    const { stdout, code } = await runNode([script], signal)
    const listed = [...stdout.matchAll(/^ {2}(\S+) +(\S.*)$/gm)].map(([, name]) => name)
    expect(listed).toEqual(tutorial)
    expect(code).toBe(0)
  })

  it('runs a program by its name alone', async ({ signal }) => {
    const { stdout, stderr, code } = await runNode([script, 'ping-pong'], signal)
    const expected = readFileSync(new URL('../session-07/expected/09-ping-pong.txt', import.meta.url), 'utf8')
    expect(ordersOf(expected).map(maskPids)).toContain(maskPids(stdout))
    expect(stderr).toBe('')
    expect(code).toBe(0)
  })

  it('refuses a name that it does not know, and shows those that there are', async ({ signal }) => {
    const { stdout, stderr, code } = await runNode([script, 'pong-ping'], signal)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^There is no example named "pong-ping"\.\n/)
    expect(stderr).toContain('ping-pong')
    expect(code).toBe(1)
  })
})
