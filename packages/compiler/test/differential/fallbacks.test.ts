// Which functions of the corpus are left to the interpreter, and why: a change of the compiler that gains or loses one shows here.

import { describe, expect, it } from 'vitest'
import { compileModule } from '../../src/index.ts'
import { corpus } from './corpus/index.ts'
import { fallbacks } from './fallbacks.ts'
import { urlOf } from './load.ts'

describe.each(Object.entries(corpus))('%s', (group, cases) => {
  it('leaves to the interpreter what it is known to leave', () => {
    const found: Record<string, Record<string, string>> = {}
    for (const program of cases) {
      const { reports } = compileModule(program.source, urlOf(program))
      const interpreted = reports.filter(({ compiled }) => !compiled)
      if (interpreted.length === 0) continue
      found[program.name] = Object.fromEntries(
        interpreted.map(({ name, line, reasons }) => [`${name}:${line}`, reasons.map(({ what }) => what).join('; ')]),
      )
    }
    expect(found).toEqual(fallbacks[group] ?? {})
  })

  it('gives a reason with a place for every function that it leaves, and none for the others', () => {
    for (const program of cases) {
      for (const { name, compiled, reasons } of compileModule(program.source, urlOf(program)).reports) {
        expect(reasons.length > 0, `${program.name}: ${name}`).toBe(!compiled)
        for (const { line, column } of reasons) {
          expect(line).toBeGreaterThan(0)
          expect(column).toBeGreaterThan(0)
        }
      }
    }
  })
})
