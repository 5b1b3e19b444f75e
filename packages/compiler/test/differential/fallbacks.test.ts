// Which functions of the corpus are left to the interpreter, and why: a change of the compiler that gains or loses one shows in
// fallbacks.txt (`npx vitest run packages/compiler/test/differential/fallbacks.test.ts -u` writes it anew).

import { expect, it } from 'vitest'
import { compileModule } from '../../src/index.ts'
import { corpus } from './corpus/index.ts'
import { urlOf } from './load.ts'

const programs = Object.entries(corpus).flatMap(([group, cases]) => {
  return cases.map((program) => ({
    name: `${group}: ${program.name}`,
    reports: compileModule(program.source, urlOf(program)).reports,
  }))
})

it('leaves to the interpreter what it is known to leave', async () => {
  const lines = programs.flatMap(({ name, reports }) => {
    const interpreted = reports.filter(({ compiled }) => !compiled)
    if (interpreted.length === 0) return []
    const functions = interpreted.map((report) => {
      return `  ${report.name}, line ${report.line}: ${[...new Set(report.reasons.map(({ what }) => what))].join('; ')}`
    })
    return [name, ...functions]
  })
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('fallbacks.txt')
})

it('compiles most of the corpus', () => {
  const reports = programs.flatMap((program) => program.reports)
  const compiled = reports.filter((report) => report.compiled)
  expect(compiled.length / reports.length).toBeGreaterThan(0.9)
})

it('gives a reason with a place for every function that it leaves, and none for the others', () => {
  for (const { name, reports } of programs) {
    for (const report of reports) {
      expect(report.reasons.length > 0, `${name}: ${report.name}`).toBe(!report.compiled)
      for (const { line, column } of report.reasons) {
        expect(line).toBeGreaterThan(0)
        expect(column).toBeGreaterThan(0)
      }
    }
  }
})
