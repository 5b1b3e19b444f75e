import { version } from '../version.ts'
import { type Command, UsageError } from './arguments.ts'
import { bench } from './bench.ts'
import { build } from './build.ts'
import { explain } from './explain.ts'
import { HELP } from './help.ts'
import { run } from './run.ts'
import { top } from './top.ts'

/** Does what the command line says, or says what is wrong with it; the exit code. */
export async function main(command: Command | UsageError): Promise<number> {
  try {
    if (command instanceof UsageError) throw command
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
