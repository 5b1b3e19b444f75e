import { readFileSync, writeFileSync } from 'node:fs'
import { it } from 'vitest'
import { compileModule } from '../../src/index.ts'
it('one', () => {
  let out = ''
  for (const src of readFileSync('/tmp/one.js', 'utf8').split('//----\n')) { try { out += compileModule(src, 'file:///corpus/p.js', process.env.INTERP ? { interpret: true } : {}).code.replace(/\/\/# sourceMappingURL=.*/, '') + '\n//----\n' } catch (e) { out += (e as Error).stack + '\n//---\n' } }
  writeFileSync('/tmp/one.out', out)
})
