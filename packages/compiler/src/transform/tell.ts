// Tells a scheduler of a module's definitions, each where it is made: by their place among them they are found again on other schedulers.
//
//   const Counter = GenServer.define({ … })     ->     const Counter = $tell(import.meta.url, "Counter", GenServer.define({ … }))

import { findDefinitions } from '../analyse/definitions.ts'
import { at, call, type ES, literal, member } from '../ast.ts'
import type { SupportNames } from '../generate/support-names.ts'

const META: ES.MetaProperty = {
  type: 'MetaProperty',
  meta: { type: 'Identifier', name: 'import' },
  property: { type: 'Identifier', name: 'meta' },
}

export function tellDefinitions(program: ES.Program, support: SupportNames): void {
  for (const { name, call: value, replace } of findDefinitions(program)) {
    replace(at(value, call(support.get('tell'), [member(META, 'url'), literal(name), value])))
  }
}
