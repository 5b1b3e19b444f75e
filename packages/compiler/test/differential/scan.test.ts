import { writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { it } from 'vitest'
import { compare } from './compare.ts'
import { module } from './corpus/case.ts'
import { show } from './drive.ts'
import { loadNative } from './load.ts'
import { writeProgram } from './random-program.ts'
const known = new RegExp(process.env.KNOWN ?? '^$')
async function sig(choices: readonly number[]): Promise<string> {
  const source = writeProgram(choices)
  const p = module('r', source)
  try { await loadNative(p) } catch (e) { return `NATIVE ${e}` }
  try {
    const c = await compare(p)
    const d = c.differences[0]
    if (!d) return ''
    const k = d.way.replace(/, .*/, '').replace(/ of seed.*/, '')
    const v = (o: typeof d.got) => o.ended + (o.ended === 'threw' && Array.isArray(o.value) ? ' ' + String(o.value[0]) + String(o.value[1]).replace(/'[^']*'/g, "''").slice(0, 60) : '')
    return `${k}: ${v(d.expected)} / ${v(d.got)}`.replace(/\$?\w+(\$\d+)? is not defined/, 'X is not defined').replace(/[a-z]\d? is not/, 'x is not')
  } catch (e) { return String(e).replace(/'[^']*'/g, "''").replace(/\w+(\$\d+)? is not defined/, 'X is not defined') }
}
it('scan', async () => {
  const n = Number(process.env.N ?? 300)
  const seed = Number(process.env.SEED ?? 1)
  const groups = new Map<string, number[][]>()
  let i = 0
  for (const choices of fc.sample(fc.noBias(fc.array(fc.nat(9999), { size: 'max', minLength: 100, maxLength: 2500 })), { numRuns: n, seed })) {
    i++
    const s = await sig(choices)
    if (s === '') continue
    const list = groups.get(s) ?? []
    groups.set(s, list)
    list.push(choices)
  }
  let out = ''
  for (const [s, list] of [...groups].sort((a, b) => b[1].length - a[1].length)) {
    out += `\n######## ${s} × ${list.length} of ${i}\n`
    if (known.test(s)) continue
    let best = [...list].sort((a, b) => a.length - b.length)[0] as number[]
    const end = performance.now() + Number(process.env.SHRINK ?? 6000)
    let progress = true
    while (progress && performance.now() < end) {
      progress = false
      for (let size = Math.max(1, best.length >> 1); size >= 1 && performance.now() < end; size >>= 1) {
        for (let at = 0; at < best.length && performance.now() < end; at += size) {
          const without = [...best.slice(0, at), ...best.slice(at + size)]
          if ((await sig(without)) === s) { best = without; progress = true; at -= size; continue }
          const part = best.slice(at, at + size)
          if (part.every((x) => x === 0)) continue
          const zero = [...best.slice(0, at), ...part.map(() => 0), ...best.slice(at + size)]
          if ((await sig(zero)) === s) { best = zero; progress = true }
        }
      }
    }
    while (best.at(-1) === 0) best.pop()
    const source = writeProgram(best)
    out += `${source}\n`
    try { const c = await compare(module('r', source)); const d = c.differences[0]; if (d) out += `WAYS ${c.differences.map((x) => x.way).join('; ')}\n--- expected ${show(d.expected)}\n--- got ${show(d.got)}\n` ; out += c.code.slice(c.code.indexOf('\n')) + '\n' } catch (e) { out += String(e) + '\n' }
  }
  writeFileSync('/tmp/scan.txt', out)
}, 600000)
