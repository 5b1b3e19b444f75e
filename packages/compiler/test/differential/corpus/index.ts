// Every case, by what it is about.

import type { Case } from './case.ts'
import { classes } from './classes.ts'
import { closures } from './closures.ts'
import { collections } from './collections.ts'
import { destructuring } from './destructuring.ts'
import { errors } from './errors.ts'
import { evaluationOrder } from './evaluation-order.ts'
import { expressions } from './expressions.ts'
import { forOf } from './for-of.ts'
import { frames } from './frames.ts'
import { functions } from './functions.ts'
import { iterators } from './iterators.ts'
import { loops } from './loops.ts'
import { patternCases } from './patterns.ts'
import { programs } from './programs.ts'
import { scope } from './scope.ts'
import { switches } from './switch.ts'
import { traps } from './traps.ts'
import { tries } from './try.ts'
import { typescripts } from './typescript.ts'

export const corpus: Readonly<Record<string, readonly Case[]>> = {
  loops,
  'for-of': forOf,
  collections,
  switch: switches,
  try: tries,
  destructuring,
  patterns: patternCases,
  functions,
  'evaluation order': evaluationOrder,
  expressions,
  closures,
  scope,
  frames,
  classes,
  errors,
  iterators,
  programs,
  traps,
  TypeScript: typescripts,
}
