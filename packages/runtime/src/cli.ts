#!/usr/bin/env node
import { resolve } from 'node:path'
import { codeCacheOf, useCodeCache } from '@multibeam/compiler/code-cache'
import { programOf } from './cli/arguments.ts'
import { endOnClosedPipe } from './cli/closed-pipe.ts'

const argv = process.argv.slice(2)
endOnClosedPipe()
// Before all else is loaded.
useCodeCache(codeCacheOf(resolve(programOf(argv))))
const { main } = await import('./cli/main.ts')
process.exitCode = await main(argv)
