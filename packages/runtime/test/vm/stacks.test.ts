// What a crash report shows of the stack: the lines of the program, and none of this package's.

import { expect, it } from 'vitest'
import { sharedProject } from './support/project.ts'
import { cli, runNode } from './support/run-node.ts'

const program = `import { Agent, GenServer, noreply, type Process, receive, send, sleep, spawnMonitor, Task } from 'multibeam'

export const Till = GenServer.define({
  init: () => 0,
  cast: {
    atOnce: (_state) => open(),
    later: function* (_state) {
      yield* sleep(1)
      return open()
    },
  },
})

function open(): ReturnType<typeof noreply> {
  throw new Error('the drawer is stuck', { cause: reason() })
}

function reason(): Error {
  return new Error('a coin')
}

export function* server(how: 'atOnce' | 'later'): Process<void> {
  const { pid } = yield* Till.startLink(undefined)
  Till.cast(pid, how)
  yield* receive('never')
}

export function* agent(): Process<void> {
  const { pid } = yield* Agent.startLink(nothing)
  yield* Agent.update(pid, fails)
}

export function* nothing(): Process<null> {
  return null
}

export function* fails(): Process<never> {
  throw new Error('not today')
}

export function* task(): Process<void> {
  yield* Task.await(Task.async(fails))
}

export function* nobody(): Process<void> {
  send('nobody', 'at home')
}

const cases = [[server, 'atOnce'], [server, 'later'], [agent], [task], [nobody]] as const

export function* main(): Process<void> {
  for (const [fn, ...args] of cases) {
    const [, ref] = spawnMonitor(fn as () => Process<void>, ...(args as []))
    yield* receive(['DOWN', ref])
  }
}
`
const project = sharedProject({ 'crashing.ts': program })

/** What the program prints of crashes, by what it says of them. */
async function crashes(signal: AbortSignal, env: Record<string, string>): Promise<string[]> {
  const run = await runNode([cli, 'run', '--schedulers', '1', project.path('crashing.ts')], signal, { env })
  expect(run.code).toBe(0)
  return run.stderr.split(/^(?=process )/m).filter((text) => text.includes(' crashed: '))
}

/** The lines of calls: `at open (crashing.ts:15)`. */
function calls(report: string): string[] {
  return [...report.matchAll(/at (?:(\S+) \()?\S*?([\w-]+\.\w+):(\d+):\d+\)?/g)].map(
    ([, name, file, line]) => `${name} ${file}:${line}`,
  )
}

/** Line of a text in the program. */
function lineOf(text: string): number {
  return program.slice(0, program.indexOf(text)).split('\n').length
}

it('shows the lines of the program in the stack of a server, an agent, a task, and a wrong call, and of a cause', async ({
  signal,
}) => {
  const shown = (await crashes(signal, { MULTIBEAM_STACKS: '' })).map(calls)
  const place = (name: string, text: string): string => `${name} crashing.ts:${lineOf(text)}`
  const stuck = place('open', "throw new Error('the drawer")
  const cause = place('reason', "new Error('a coin')")
  expect(shown).toEqual([
    [stuck, place('atOnce', 'atOnce: '), cause, stuck, place('atOnce', 'atOnce: ')],
    [stuck, place('later', 'return open()'), cause, stuck, place('later', 'return open()')],
    [place('fails', "throw new Error('not today')")],
    [place('fails', "throw new Error('not today')")],
    [place('nobody', "send('nobody', ")],
  ])
})

it('shows this package’s lines, too, with MULTIBEAM_STACKS=full', async ({ signal }) => {
  const shown = (await crashes(signal, { MULTIBEAM_STACKS: 'full' })).map(calls)
  expect(shown[0]?.join('\n')).toMatch(/^open .*\natOnce .*\nhandle /)
})
