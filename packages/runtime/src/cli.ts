#!/usr/bin/env node
import { resolve } from 'node:path'
import { codeCacheOf, useCodeCache } from '@multibeam/compiler/code-cache'
import {
  type BuildCommand,
  type Command,
  type ExplainCommand,
  type RunCommand,
  readCommand,
  UsageError,
} from './cli/arguments.ts'
import { endOnClosedPipe } from './cli/closed-pipe.ts'
import { defaultSchedulers, startWorkerEarly } from './vm/scheduler-worker.ts'

const command = read(process.argv.slice(2))
if (!(command instanceof UsageError) && 'file' in command) prepare(command)
endOnClosedPipe()
const { main } = await import('./cli/main.ts')
process.exitCode = await main(command)

function read(argv: readonly string[]): Command | UsageError {
  try {
    return readCommand(argv)
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
}

/** V8's code is found, and the first thread starts, before all else is loaded. */
function prepare(command: RunCommand | ExplainCommand | BuildCommand): void {
  try {
    useCodeCache(codeCacheOf(resolve(command.file)))
    if (command.name === 'run') startWorkerEarly(command.schedulers ?? defaultSchedulers())
  } catch {
    // No more threads to be had, no working directory: the command meets it again, and says so.
  }
}
