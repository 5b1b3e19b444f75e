import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { compileGraph } from '@multibeam/compiler'
import type { Observer } from '@multibeam/observer'
import { describeReason, MultibeamError, ProcessExit } from '../errors.ts'
import { mfa } from '../functions/mfa.ts'
import { inspect } from '../inspect.ts'
import { startingWithFirst } from '../vm/internals.ts'
import type { Trace } from '../vm/tracing.ts'
import { VM } from '../vm/vm.ts'
import type { RunCommand } from './arguments.ts'
import { shownPath } from './shown-path.ts'

/** Runs a program to its end; the exit code. */
export async function run(command: RunCommand): Promise<number> {
  const { file, args, schedulers, trace: timeline, observe } = command
  const url = pathToFileURL(resolve(file)).href
  let trace: Trace | undefined
  try {
    // While the schedulers start.
    const compiled = compileGraph(url)
    // It is told of once they run.
    compiled.catch(() => {})
    await using vm = await VM.start(startingWithFirst(schedulers === undefined ? {} : { schedulers }))
    if (timeline !== undefined) trace = vm.trace(timeline)
    if (observe !== undefined) tellWhere(await vm.observe({ port: observe }))
    await compiled
    await runFirst(vm, url, args)
    return 0
  } catch (error) {
    console.error(explain(error, file))
    return 1
  } finally {
    if (trace !== undefined) await tellOf(trace)
  }
}

/** The program's output is its own: this goes to stderr. */
function tellWhere({ url, socket }: Observer): void {
  console.error(`multibeam run: observe it at ${url}`)
  if (socket !== undefined) console.error(`multibeam run: or in a terminal: multibeam top ${socket}`)
}

async function tellOf({ file, ended }: Trace): Promise<void> {
  try {
    const { events, dropped } = await ended
    const missing = dropped === 0 ? '' : `, ${dropped} missing: the schedulers were faster than the file`
    console.error(
      `multibeam run: ${events} events in ${shownPath(file)}${missing}; open it with https://ui.perfetto.dev`,
    )
  } catch {
    // Node has printed the warning.
  }
}

/** Runs the export `main`, or else the default one. */
async function runFirst(vm: VM, url: string, args: readonly string[]): Promise<void> {
  try {
    await vm.run(mfa(url, 'main'), ...args)
  } catch (error) {
    if (!isMissingExport(error)) throw error
    await vm.run(mfa(url, 'default'), ...args)
  }
}

function isMissingExport(error: unknown): boolean {
  return error instanceof MultibeamError && error.code === 'FUNCTION_NOT_FOUND'
}

function explain(error: unknown, file: string): string {
  if (error instanceof ProcessExit) {
    const { pid, reason } = error
    return `process ${inspect(pid)} exited: ${reason instanceof Error ? (reason.stack ?? reason) : describeReason(reason)}`
  }
  if (isMissingExport(error)) return `multibeam run: ${file} exports neither "main" nor a default process function`
  if (error instanceof MultibeamError && error.code === 'SCHEDULER_FAILED' && error.cause instanceof Error) {
    return `multibeam run: ${error.message}\n${error.cause.stack}`
  }
  return `multibeam run: ${error instanceof Error ? error.message : String(error)}`
}
