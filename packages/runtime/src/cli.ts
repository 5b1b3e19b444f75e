#!/usr/bin/env node
import { endOnClosedPipe } from './cli/closed-pipe.ts'
import { main } from './cli/main.ts'

endOnClosedPipe()
process.exitCode = await main(process.argv.slice(2))
