import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { TraceFile } from '../../src/trace/trace-file.ts'

vi.mock('node:fs', { spy: true })

function temporaryFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'multibeam-trace-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return join(directory, 'trace.json')
}

it('a trace file is a whole JSON array after every write', () => {
  const path = temporaryFile()
  const descriptor = openSync(path, 'w')
  const file = new TraceFile(descriptor)
  const all: unknown[] = []
  for (const lines of [['{"a":1}'], ['{"b":"é\\n"}', '{"c":2}'], [], ['{"d":3}']]) {
    file.append(lines)
    all.push(...lines.map((line) => JSON.parse(line)))
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(all)
  }
  file.finish()
  closeSync(descriptor)
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(all)
})

it('each write of events lies in one page, so that a program that is killed leaves whole events', () => {
  const path = temporaryFile()
  const descriptor = openSync(path, 'w')
  const file = new TraceFile(descriptor)
  const lines = Array.from({ length: 3000 }, (_, i) => JSON.stringify({ i, text: 'é'.repeat((i * 7) % 90) }))
  vi.mocked(writeSync).mockClear()
  for (let i = 0; i < lines.length; i += 60) {
    file.append(lines.slice(i, i + 60))
    expect(JSON.parse(readFileSync(path, 'utf8'))).toHaveLength(i + 60)
  }
  const calls = vi.mocked(writeSync).mock.calls as unknown as [number, Uint8Array, number, number, number][]
  const events = calls.filter(([, bytes]) => bytes.toString().includes('"text"'))
  expect(events.length).toBeGreaterThan(100)
  for (const [, , , length, position] of events) {
    expect(Math.floor((position + length - 1) / 4096)).toBe(Math.floor(position / 4096))
  }
  file.finish()
  closeSync(descriptor)
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(lines.map((line) => JSON.parse(line)))
  expect(readFileSync(path, 'utf8')).toMatch(/\}\n\]\n$/)
})

it('takes an event that is longer than a page, and goes on in a file that it has left', () => {
  const path = temporaryFile()
  const lines = ['{"a":1}', JSON.stringify({ long: 'x'.repeat(10_000) }), '{"b":2}']
  let size = 0
  for (const line of lines) {
    const descriptor = openSync(path, size === 0 ? 'w' : 'r+')
    const file = new TraceFile(descriptor, size)
    file.append([line])
    size = file.size
    closeSync(descriptor)
  }
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(lines.map((line) => JSON.parse(line)))
})
