import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as acorn from 'acorn'
import { print } from 'esrap'
import ts from 'esrap/languages/ts'
import { it } from 'vitest'
import fc from 'fast-check'
import { writeProgram } from './random-program.ts'
import { corpus } from './corpus/index.ts'
const parse = (s: string) => acorn.parse(s, { ecmaVersion: 'latest', sourceType: 'module', allowAwaitOutsideFunction: true, allowHashBang: true })
const clean = (n: any): any => {
  if (typeof n === 'bigint') return String(n)
  if (Array.isArray(n)) return n.filter((x) => !(x && (x.type === 'EmptyStatement'))).map(clean)
  if (n && typeof n === 'object') { if (n instanceof RegExp) return String(n); const o: any = {}; for (const k of Object.keys(n).sort()) { if (['start', 'end', 'raw', 'shorthand', 'loc', 'range'].includes(k)) continue; o[k] = clean(n[k]) } return o }
  return n
}
function diff(a: any, b: any, path: string[]): any { if (JSON.stringify(a) === JSON.stringify(b)) return null; if (a && b && typeof a === 'object' && typeof b === 'object') { for (const k of new Set([...Object.keys(a), ...Object.keys(b)])) { const d = diff(a[k], b[k], [...path, k]); if (d) return d } } return { path: path.slice(-8).join('.'), a: JSON.stringify(a)?.slice(0, 150), b: JSON.stringify(b)?.slice(0, 150) } }
const seen = new Map<string, number>()
function check(name: string, src: string) {
  let ast
  try { ast = parse(src) } catch { return }
  const before = clean(ast)
  let code = ''
  try { code = print(ast as never, ts() as never).code; const after = clean(parse(code)); const d = diff(before, after, []); if (d) report(`${name} DIFF ${JSON.stringify(d)}`) } catch (e: any) {
    const line = e.loc ? code.split('\n').slice(e.loc.line - 2, e.loc.line + 1).join(' ⏎ ').slice(0, 300) : ''
    report(`${name} ${String(e).slice(0, 150)} :: ${line}`)
  }
}
function report(s: string) { const key = s.replace(/^\S+ /, '').slice(0, 60).replace(/\d+/g, 'N'); const n = (seen.get(key) ?? 0) + 1; seen.set(key, n); if (n <= 2) console.log(s) }
function* files(dir: string, depth = 0): Generator<string> { if (depth > 5) return; for (const f of readdirSync(dir)) { const p = join(dir, f); let s; try { s = statSync(p) } catch { continue } if (s.isDirectory()) { if (f !== 'node_modules' || depth === 0) yield* files(p, depth + 1) } else if (/\.m?js$/.test(f) && s.size < 150_000) yield p } }
it('round trip', () => {
  for (const [g, cases] of Object.entries(corpus)) for (const c of cases) check(g + '>' + c.name.replace(/ /g, '_'), c.source)
  for (const ch of fc.sample(fc.array(fc.nat(9999), { size: 'max', minLength: 100, maxLength: 1200 }), { numRuns: 300, seed: 3 })) check('random', writeProgram(ch))
  for (const line of readFileSync('/tmp/snippets.txt', 'utf8').split('\n')) if (line) check('SNIP' + ' ' + line.slice(0, 80).replace(/ /g, '_') + ' ', line.replaceAll('⏎', '\n'))
  let n = 0
  for (const dir of (process.env.DIRS ?? '').split(' ').filter(Boolean)) for (const f of files(dir)) { if (n++ > 1500) break; check(f.replace(/.*node_modules\//, ''), readFileSync(f, 'utf8')) }
  console.log('files', n, [...seen].sort((a, b) => b[1] - a[1]).slice(0, 40))
}, 500000)
