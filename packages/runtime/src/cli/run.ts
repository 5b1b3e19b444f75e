import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MultibeamError, ProcessExit } from '../errors.ts'
import { mfa } from '../functions/mfa.ts'
import { VM } from '../vm/vm.ts'
import type { Command } from './arguments.ts'

/** Runs a program to its end; the exit code. */
export async function run({ file, args, schedulers }: Command): Promise<number> {
  const url = pathToFileURL(resolve(file)).href
  await using vm = await VM.start(schedulers === undefined ? {} : { schedulers })
  for (const name of ['main', 'default']) {
    try {
      await vm.run(mfa(url, name), ...args)
      return 0
    } catch (error) {
      if (name === 'main' && error instanceof MultibeamError && error.code === 'FUNCTION_NOT_FOUND') continue
      console.error(explain(error, file))
      return 1
    }
  }
  return 1
}

function explain(error: unknown, file: string): string {
  if (error instanceof ProcessExit) {
    return error.reason instanceof Error ? `${error.message}\n${error.reason.stack}` : error.message
  }
  if (error instanceof MultibeamError && error.code === 'FUNCTION_NOT_FOUND') {
    return `multibeam run: ${file} exports neither "main" nor a default process function`
  }
  return `multibeam run: ${error instanceof Error ? error.message : String(error)}`
}
