import { isDeepStrictEqual } from 'node:util'
import { VM } from 'multibeam'
import { expect, it } from 'vitest'
import { fixture } from '../vm/support/fixture.ts'
import { cli, runNode } from '../vm/support/run-node.ts'
import { CommandInTerminal } from './terminal/terminal.ts'

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

type Heading = 'REDS▼' | 'QUEUE▼' | 'QUEUE▲'

/** The numbers under a heading, from the top of the table; undefined while it is not sorted by them this way. */
function columnOf(lines: readonly string[], heading: Heading): number[] | undefined {
  const at = lines.findIndex((line) => line.startsWith('PID ') && line.includes(heading))
  if (at < 0) return undefined
  const end = (lines[at] as string).indexOf(heading) + heading.length
  const rows = lines.slice(at + 1).filter((line) => line.startsWith('<0.'))
  return rows.map((row) => Number(row.slice(end - 6, end)))
}

it('multibeam top shows a running VM in a terminal, sorts it by a key, and ends with 0 by another one', async ({
  signal,
}) => {
  await using vm = await VM.start({ schedulers: 2 })
  await using observer = await vm.observe()
  const app = vm.module<typeof import('../observe/fixtures/observed.ts')>(
    new URL('../observe/fixtures/observed.ts', import.meta.url),
  )
  // Their mailboxes hold 0 to 11 messages.
  await vm.run(app.crowd, 12)
  const lengths = Array.from({ length: 12 }, (_, i) => i)
  const screen = new CommandInTerminal(['top', observer.socket ?? observer.url], signal)
  const first = await screen.shows(
    (lines) => columnOf(lines, 'REDS▼') !== undefined && / pid /.test(lines[0] as string),
  )
  expect(first[0]).toMatch(new RegExp(`^multibeam .* pid ${process.pid} `))
  expect(first.filter((line) => /^ +[12] \[/.test(line))).toHaveLength(2)

  const showsQueues = async (heading: Heading, wanted: readonly number[]): Promise<void> => {
    await screen.shows((lines) => isDeepStrictEqual(columnOf(lines, heading), wanted))
  }
  screen.press('/waiting\r')
  screen.press('l')
  await showsQueues('QUEUE▼', lengths.toReversed())
  screen.press('l')
  await showsQueues('QUEUE▲', lengths)
  // It is live: one more comes by itself.
  await vm.spawn(app.waiting)
  await showsQueues('QUEUE▲', [0, ...lengths])
  screen.press('q')
  expect(await screen.end()).toEqual({ code: 0, stderr: '', isScreenGivenBack: true })
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
