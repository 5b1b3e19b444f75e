/** A program that cannot be built as asked. The message names the file and says what to do. */
export class BuildError extends Error {
  readonly code = 'BUILD_ERROR'
  readonly file: string

  constructor(problem: string, file: string) {
    super(`cannot build ${file}: ${problem}`)
    this.name = 'BuildError'
    this.file = file
  }
}
