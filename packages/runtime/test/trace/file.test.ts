import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { TraceFile } from '../../src/trace/trace-file.ts'

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
