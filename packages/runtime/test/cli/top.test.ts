import { VM } from 'multibeam'
import { expect, it } from 'vitest'
import { fixture } from '../vm/support/fixture.ts'
import { cli, runNode } from '../vm/support/run-node.ts'

it('multibeam top shows a VM by its socket and by its link, and as JSON', async ({ signal }) => {
  await using vm = await VM.start({ schedulers: 2 })
  await using observer = await vm.observe()
  await vm.spawn(vm.module<typeof import('../vm/fixtures/tracing.ts')>(fixture('tracing.ts')).forEver, vm.self)
  await vm.receive('begun')
  const targets = observer.socket === undefined ? [observer.url] : [observer.url, observer.socket]
  for (const target of targets) {
    const { stdout, stderr, code } = await runNode([cli, 'top', '--once', target], signal)
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    expect(stdout).toMatch(/^multibeam .* pid \d+ /)
    expect(stdout).toMatch(/^<0\.\d+\.\d+> .* forEver /m)
    expect(stdout).not.toContain('\x1b')
  }
  const { stdout } = await runNode([cli, 'top', '--json', '--sort', 'queueLength', observer.url], signal)
  const { hello, overview, processes } = JSON.parse(stdout)
  expect([hello.osPid, overview.schedulers.length, processes.rows[0].initialCall.name]).toEqual([
    process.pid,
    2,
    'forEver',
  ])
})

it('multibeam top says what is wrong: 1 when there is nothing to show, 2 for the command line', async ({ signal }) => {
  const gone = await runNode([cli, 'top', '/nowhere/x.sock'], signal)
  expect(gone).toMatchObject({ stdout: '', code: 1 })
  expect(gone.stderr).toBe('multibeam top: /nowhere/x.sock: there is no such socket; is the VM still observed?\n')
  expect(await runNode([cli, 'top', '--sort', 'size'], signal)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^multibeam: --sort size: give one of pid, name, /),
  })
  const { stdout, code } = await runNode([cli, 'top', '--help'], signal)
  expect(code).toBe(0)
  expect(stdout).toContain('multibeam top [OPTIONS] [SOCKET|LINK]')
})
