import { version } from '../version.ts'
import { readCommand, UsageError } from './arguments.ts'
import { bench } from './bench.ts'
import { build } from './build.ts'
import { explain } from './explain.ts'
import { HELP } from './help.ts'
import { run } from './run.ts'
import { top } from './top.ts'

/** The command line; the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const command = readCommand(argv)
    if (command.name === 'run') return await run(command)
    if (command.name === 'explain') return explain(command)
    if (command.name === 'build') return await build(command)
    if (command.name === 'bench') return await bench(command)
    if (command.name === 'top') return await top(command)
    console.log(command.name === 'version' ? version() : HELP)
    return 0
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`multibeam: ${error.message}\n\n${HELP}`)
    return 2
  }
}
