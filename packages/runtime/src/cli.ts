#!/usr/bin/env node
import { resolve } from 'node:path'
import { codeCacheOf, useCodeCache } from '@multibeam/compiler/code-cache'
import { type Command, readCommand, UsageError } from './cli/arguments.ts'
import { endOnClosedPipe } from './cli/closed-pipe.ts'
import { defaultSchedulers, startWorkersEarly } from './vm/scheduler-worker.ts'

// The threads start, and V8's code is there, before all else is loaded.
const command = read(process.argv.slice(2))
useCodeCache(codeCacheOf(resolve('file' in command ? command.file : 'package.json')))
if (!(command instanceof UsageError) && command.name === 'run')
  startWorkersEarly(command.schedulers ?? defaultSchedulers())
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
