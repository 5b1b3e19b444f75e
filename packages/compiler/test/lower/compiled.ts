// The two forms that a process function is printed in, as text.

import { compileModule } from '../../src/index.ts'

/** What calls run. `body` is that of `function* main(t)`; the check at the entry, the same for all, is left out. */
export function direct(body: string): string {
  return form('main$direct', body).replace(/^\s*if \(--\$X.reductions < 0\) \{\n.*\n\s*\}\n+/m, '')
}

/** What a suspended call is entered again by. */
export function resume(body: string): string {
  return form('main$resume', body)
}

/** Why `function* main(t)` is left to the interpreter. */
export function reasons(body: string): string[] {
  return reportOf(body).reasons.map(({ what }) => what)
}

/** Each place where it may suspend, with the variables that it keeps there. */
export function kept(body: string): string[] {
  const text = form('main$direct', body)
  const frames = [...text.matchAll(/new \$F\(main\$code, (\d+), (.*)\)\);/g)]
  const sites = reportOf(body).sites
  return frames
    .map(([, pc, values = '']) => ({
      pc: Number(pc),
      names: values.match(/[a-z]\w*(?:\$\d)?|\$[a-z]+(?:\$\d)?/g) ?? [],
    }))
    .sort((a, b) => a.pc - b.pc)
    .slice(1)
    .map(({ pc, names }) => `${sites[pc - 1]?.what}: ${names.filter((name) => !/^(void|null)$/.test(name)).join()}`)
}

function compile(body: string) {
  return compileModule(`export function* main(t) {\n${body}\n}`, 'file:///app/program.js')
}

function reportOf(body: string) {
  const [report] = compile(body).reports
  if (report === undefined) throw new Error('no process function')
  return report
}

/** One function of those that are printed. */
export function form(name: string, body: string): string {
  const { code, reports } = compile(body)
  const start = code.indexOf(`function ${name}(`)
  if (start < 0) throw new Error(`not compiled: ${JSON.stringify(reports)}`)
  return code.slice(start, code.indexOf('\n}\n', start) + 2).replaceAll('\t', '  ')
}
