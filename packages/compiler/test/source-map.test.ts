import { SourceMap, type SourceMapPayload } from 'node:module'
import { describe, expect, it } from 'vitest'
import { compileModule } from '../src/index.ts'

const url = 'file:///app/program.ts'

function compile(source: string) {
  const { code } = compileModule(source, url)
  const encoded = /\n\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\n$/.exec(code)?.[1] ?? ''
  const payload = JSON.parse(Buffer.from(encoded, 'base64').toString()) as SourceMapPayload & {
    sourcesContent: string[]
  }
  return { lines: code.split('\n'), payload, map: new SourceMap(payload) }
}

/** Where `text`, found in the compiled code, stands in the source; both counted from 0. */
function originOf(text: string, { lines, map }: ReturnType<typeof compile>) {
  const line = lines.findIndex((one) => one.includes(text))
  const entry = map.findEntry(line, lines[line]?.indexOf(text) ?? -1)
  return 'originalLine' in entry ? [entry.originalSource, entry.originalLine, entry.originalColumn] : undefined
}

describe('the source map of a TypeScript module', () => {
  it('leads to the line and column of the source', () => {
    const source = [
      'interface Long {',
      '  a: string',
      '}',
      'export function* main(options: Long): Generator<never, void> {',
      '',
      '  if (options) throw new Error(options.a)',
      '}',
    ].join('\n')
    expect(originOf('new Error', compile(source))).toEqual([url, 5, 21])
  })

  it('holds the source, under its absolute URL', () => {
    const source = 'export function* main(): any {}'
    expect(compile(source).payload).toMatchObject({ sources: [url], sourcesContent: [source] })
  })

  it('is moved by the tags, behind a hashbang too', () => {
    const body = 'type A = 1\nexport function* main() {\n  return found()\n}\ndeclare function found(): A'
    expect(originOf('found()', compile(body))).toEqual([url, 2, 9])
    expect(originOf('found()', compile(`#!/usr/bin/env node\n${body}`))).toEqual([url, 3, 9])
  })

  it('is not moved where there is nothing to tag', () => {
    expect(originOf('found', compile('type A = 1\nexport const found: A = 1'))).toEqual([url, 1, 13])
  })

  it('holds within a default export that was given a name', () => {
    const source = 'export default function* (first: string, second: string) { return second + first }'
    expect(originOf('second + first', compile(source))).toEqual([url, 0, 66])
  })
})
