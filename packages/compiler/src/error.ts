/** Where an error lies in a source file; line and column count from 1, as editors do. */
export interface SourcePosition {
  readonly line: number
  readonly column: number
}

/** A process module that is no valid TypeScript or JavaScript. The message shows the source line. */
export class CompileError extends Error {
  readonly code = 'COMPILE_ERROR'
  readonly file: string
  readonly line: number
  readonly column: number

  /** `source` is the text of the whole file; `position` undefined means that only the file is known. */
  constructor(problem: string, file: string, position: SourcePosition | undefined, source: string) {
    const { line, column } = position ?? { line: 1, column: 1 }
    super(`cannot compile ${file}:${line}:${column}: ${problem}${position ? excerpt(source, position) : ''}`)
    this.name = 'CompileError'
    this.file = file
    this.line = line
    this.column = column
  }
}

/** A module that a program imports, or starts from, and that is not there. */
export class ModuleNotFound extends Error {
  readonly code = 'MODULE_NOT_FOUND'
  readonly file: string
  readonly importer: string | undefined

  constructor(file: string, importer?: string, specifier?: string) {
    super(
      importer === undefined
        ? `cannot find the module ${file}: check the path`
        : `cannot find the module ${file}, imported as '${specifier}' by ${importer}: check the import's path and extension`,
    )
    this.name = 'ModuleNotFound'
    this.file = file
    this.importer = importer
  }
}

/** The line and a caret below the column; tabs are kept so that the caret stands where the eye expects it. */
function excerpt(source: string, { line, column }: SourcePosition): string {
  const text = source.split(/\r?\n/)[line - 1] ?? ''
  const prefix = `  ${line} | `
  const indent = text.slice(0, column - 1).replace(/[^\t]/g, ' ')
  return `\n\n${prefix}${text}\n${' '.repeat(prefix.length)}${indent}^`
}
