import { describe, expect, it } from 'vitest'
import { parseTerm } from './erlang-term.ts'

describe('parseTerm', () => {
  it.each<[string, unknown]>([
    ['ok', 'ok'],
    ['nonode@nohost', 'nonode@nohost'],
    ["'DOWN'", 'DOWN'],
    ["'it\\'s'", "it's"],
    ['true', true],
    ['false', false],
    ['undefined', undefined],
    ['infinity', Number.POSITIVE_INFINITY],
    ["'true'", 'true'],
  ])('reads the atom %s', (text, value) => {
    expect(parseTerm(text)).toBe(value)
  })

  it.each<[string, unknown]>([
    ['0', 0],
    ['-17', -17],
    ['4.560599317608664', 4.560599317608664],
    ['1.0e-10', 1e-10],
    ['9007199254740991', 9007199254740991],
    ['-9223372036854775808', -9223372036854775808n],
  ])('reads the number %s', (text, value) => {
    expect(parseTerm(text)).toBe(value)
  })

  it.each<[string, unknown]>([
    ['""', ''],
    ['"a \\"b\\" \\\\ c\\n"', 'a "b" \\ c\n'],
    ['"\\x{263A}"', '☺'],
    ['[]', []],
    ['{}', []],
    ['[1,[2],{a,"x"}]', [1, [2], ['a', 'x']]],
    ['{undefined,[ok | []]}', SyntaxError],
    ['<<>>', new Uint8Array()],
    ['<<1,255>>', new Uint8Array([1, 255])],
    ['<<"hi">>', new Uint8Array([104, 105])],
    ['<<"é"/utf8>>', new Uint8Array([0xc3, 0xa9])],
    ['#{}', new Map()],
    [
      '#{module => erl_erts_errors,{a} => [1]}',
      new Map<unknown, unknown>([
        ['module', 'erl_erts_errors'],
        [['a'], [1]],
      ]),
    ],
    ['<0.12.0>', { pid: 12 }],
    ['#Ref<0.0.0.3>', { ref: 3 }],
    ["{'DOWN',#Ref<0.0.0.1>,process,<0.1.0>,normal}", ['DOWN', { ref: 1 }, 'process', { pid: 1 }, 'normal']],
  ])('reads %s', (text, value) => {
    if (value === SyntaxError) expect(() => parseTerm(text)).toThrow(SyntaxError)
    else expect(parseTerm(text)).toStrictEqual(value)
  })

  it.each([
    ['', 1],
    ['{a', 3],
    ['[1,]', 4],
    ['"open', 6],
    ['ok ok', 4],
    ['#{a}', 4],
    ['Variable', 1],
  ])('refuses %j, naming the place', (text, place) => {
    expect(() => parseTerm(text)).toThrow(`at character ${place}`)
  })
})
