// The tools of the compiler, loaded when first needed: a scheduler that finds all its modules in the cache starts without them (measured on
// Node 20: esbuild 20 ms to load and 90 ms for its first call, acorn 25 ms). `require` loads ES modules too, from Node 20.19 on.

import { createRequire } from 'node:module'
import type Remapping from '@jridgewell/remapping'
import type * as Acorn from 'acorn'
import type * as AcornWalk from 'acorn-walk'
import type * as Esbuild from 'esbuild'
import type * as EslintScope from 'eslint-scope'
import type * as Esrap from 'esrap'
import type * as EsrapTypeScript from 'esrap/languages/ts'

const require = createRequire(import.meta.url)

export const tools = {
  get acorn() {
    return require('acorn') as typeof Acorn
  },
  get walk() {
    return require('acorn-walk') as typeof AcornWalk
  },
  get scope() {
    return require('eslint-scope') as typeof EslintScope
  },
  get esrap() {
    return require('esrap') as typeof Esrap
  },
  get esrapTypeScript() {
    return (require('esrap/languages/ts') as typeof EsrapTypeScript).default
  },
  get remapping() {
    return require('@jridgewell/remapping') as typeof Remapping
  },
  get esbuild() {
    return require('esbuild') as typeof Esbuild
  },
}
