import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { fixture } from './support/fixture.ts'
import { runNode } from './support/run-node.ts'

const program = fileURLToPath(fixture('standalone.mjs'))

describe('VM.run(import.meta.url, main)', () => {
  it('runs a function of the very module, on plain Node, and ends', async ({ signal }) => {
    expect(await runNode([program], signal)).toEqual({ stdout: '{ doubled: 42, more: true }\n', stderr: '', code: 0 })
  })

  it('rejects when the process exits abnormally, with the VM stopped', async ({ signal }) => {
    expect(await runNode([program, 'fail'], signal)).toEqual({
      stdout: 'ProcessExit: process #PID<…> exited: RangeError: failed\n',
      stderr: '',
      code: 0,
    })
  })

  it('wants a function that the module declares by name', async ({ signal }) => {
    expect(await runNode([program, 'unnamed'], signal)).toEqual({
      stdout: 'BadArg: VM.run: give a process function that the module declares by name\n',
      stderr: '',
      code: 0,
    })
  })
})
