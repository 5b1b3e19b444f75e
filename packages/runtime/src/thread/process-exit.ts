import { MultibeamError } from '../errors.ts'

/**
 * Makes `process.exit` of this thread throw: it would end the thread, with all who live on it, and not the program. Returns what it did before.
 * (What else would end or change the whole program, such as `process.abort` and `process.chdir`, Node itself refuses in a worker thread.)
 */
export function refuseProcessExit(where: string, instead: string): (code?: number) => never {
  const exit = process.exit.bind(process)
  // Node itself calls it for an uncaught exception, once it has told the main thread.
  process.on('uncaughtExceptionMonitor', () => {
    process.exit = exit
  })
  process.exit = (code?: number | string | null): never => {
    throw new MultibeamError(
      'PROCESS_EXIT_REFUSED',
      `process.exit(${code ?? ''}) was called in ${where}, and would end one thread of the VM; ${instead}`,
    )
  }
  return exit
}
