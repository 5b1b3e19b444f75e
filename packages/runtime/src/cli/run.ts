import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describeReason, MultibeamError, ProcessExit } from '../errors.ts'
import { mfa } from '../functions/mfa.ts'
import { inspect } from '../inspect.ts'
import { VM } from '../vm/vm.ts'
import type { RunCommand } from './arguments.ts'

/** Runs a program to its end; the exit code. */
export async function run({ file, args, schedulers }: RunCommand): Promise<number> {
  try {
    await using vm = await VM.start(schedulers === undefined ? {} : { schedulers })
    await runFirst(vm, pathToFileURL(resolve(file)).href, args)
    return 0
  } catch (error) {
    console.error(explain(error, file))
    return 1
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
