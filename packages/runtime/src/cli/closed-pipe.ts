/**
 * Whoever read our output wants no more of it (`multibeam run FILE | head`): the program ends, quietly and with 0, as one that has nothing left to say.
 * Without this the failed write would be an uncaught error; a program that prints for ever would go on for ever if it were only ignored.
 */
export function endOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
  // Nobody can be told of an error any more; the program itself goes on.
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}
