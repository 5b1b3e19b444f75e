import { writeFileSync } from 'node:fs'
import { it } from 'vitest'
import { compare } from './compare.ts'
import { corpus } from './corpus/index.ts'
import { show } from './drive.ts'
import { loadCompiled } from './load.ts'
it('report', async () => {
  let out = ''
  let bad = 0
  const fb: Record<string, string[]> = {}
  for (const [group, cases] of Object.entries(corpus)) for (const program of cases) {
    try {
      const c = await compare(program)
      const { compiled } = await loadCompiled(program)
      for (const r of compiled.reports) if (!r.compiled) for (const x of r.reasons) (fb[x.what] ??= []).push(program.name + ' ' + r.name)
      const d = c.differences[0]
      if (!d) continue
      bad++
      out += `\n=== ${group} > ${program.name}\nWAYS ${c.differences.map((x) => x.way.replace('compiled', 'C').replace('random budgets of seed','R').replace('suspended at every site', 'ES').replace('waiting in native generators', 'G')).join('; ')}\n${program.source}--- expected ${show(d.expected)}\n--- got ${show(d.got)}\n--- interpreted: ${compiled.reports.filter((r) => !r.compiled).map((r) => r.name + ': ' + r.reasons.map((x) => x.what)).join(' | ')}\n`
      if (!compiled.reports.every((r) => !r.compiled)) out += `--- code\n${compiled.code.replace(/\/\/# sourceMappingURL=.*/, '')}\n`
    } catch (e) { bad++; out += `\n=== ${group} > ${program.name}\nERROR ${(e as Error).stack?.split('\n').slice(0, 6).join('\n')}\n${program.source}\n` }
  }
  writeFileSync('/tmp/report.txt', out)
  writeFileSync('/tmp/fallbacks.json', JSON.stringify(fb, null, 1))
  console.log('bad', bad)
}, 300000)
