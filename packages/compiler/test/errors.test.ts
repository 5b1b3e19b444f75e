import { describe, expect, it } from 'vitest'
import { CompileError, compileModule } from '../src/index.ts'

function failure(source: string, url: string): unknown {
  try {
    return compileModule(source, url)
  } catch (error) {
    return error
  }
}

describe('a syntax error', () => {
  it('in TypeScript names file, line and column and shows the line', () => {
    const error = failure('let a: number\n\tconst b = ) 1', 'file:///app/my%20program.ts')
    expect(error).toBeInstanceOf(CompileError)
    expect(error).toMatchObject({ name: 'CompileError', code: 'COMPILE_ERROR', line: 2, column: 12 })
    expect(error).toMatchObject({ file: '/app/my program.ts' })
    expect(String(error)).toBe(
      [
        'CompileError: cannot compile /app/my program.ts:2:12: Unexpected ")"',
        '',
        '  2 | \tconst b = ) 1',
        '      \t          ^',
      ].join('\n'),
    )
  })

  it('in JavaScript does so too', () => {
    expect(String(failure('function* main() {\n  return ]\n}', 'file:///app/main.mjs'))).toBe(
      [
        'CompileError: cannot compile /app/main.mjs:2:10: Unexpected token',
        '',
        '  2 |   return ]',
        '               ^',
      ].join('\n'),
    )
  })

  it('that esbuild lets pass is shown where it was written', () => {
    // esbuild leaves regular expressions alone.
    const error = failure('type A = 1\ntype B = 2\nexport function* main(): any { return /(/ }', 'file:///app/a.ts')
    expect(error).toMatchObject({ code: 'COMPILE_ERROR', line: 3 })
  })
})
