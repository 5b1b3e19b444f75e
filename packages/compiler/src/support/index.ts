// What compiled code needs at run time, and what drives it. No parser, nothing of Node.

import { alive } from './alive.ts'
import { Code, register } from './code.ts'
import { cursor, keys, walk } from './cursor.ts'
import { capture, captureAgain, execution, preempt, preemptAgain } from './execution.ts'
import { Frame } from './frame.ts'
import { activate, closure, DIRECT, define, directOf, givenOf, SELF, withinOf } from './functions.ts'
import { invoke } from './invoke.ts'
import { key } from './key.ts'
import { delegate } from './run.ts'
import { PREEMPTED, SUSPENDED, UNSET } from './suspended.ts'
import { tell } from './tell.ts'

export { type Capture, Code, codesOf } from './code.ts'
export { type Execution, execution } from './execution.ts'
export { Frame } from './frame.ts'
export { capturedBy, closure, codeOf, DIRECT, setDirect, setGiven, setWithin } from './functions.ts'
export { intrinsicName, intrinsicNamed, nameIntrinsic } from './intrinsics.ts'
export { emptyMovable, MovableKind, movableKind, movableParts, pinOf, restoreMovable } from './movable.ts'
export { Activation, begin, delegate, run, type Stack } from './run.ts'
export { directoriesOf, linesNow, linesOf, linesOfProgram, sourceStack } from './stack.ts'
export { Delegate, Step, type Suspendable } from './step.ts'
export { PREEMPTED, SUSPENDED, type Suspended, UNSET } from './suspended.ts'
export { REFERENCE } from './tell.ts'

/** The names by which compiled code finds its support. */
const support = {
  SUSPENDED,
  PREEMPTED,
  UNSET,
  DIRECT,
  SELF,
  Frame,
  Code,
  execution,
  capture,
  captureAgain,
  preempt,
  preemptAgain,
  delegate,
  activate,
  closure,
  define,
  cursor,
  keys,
  walk,
  alive,
  key,
  direct: directOf,
  given: givenOf,
  within: withinOf,
  invoke,
  register,
  tell,
}

export type Support = typeof support

// Compiled modules reach it by this name: they need no import, so a module can be compiled wherever it lies.
Object.defineProperty(globalThis, Symbol.for('multibeam.support'), { value: support, configurable: true })
