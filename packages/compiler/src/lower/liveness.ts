// Which variables each site must keep: those that some way from there still reads. A backward analysis: from what is alive behind a
// statement follows what is alive before it. A loop is gone through until nothing is added any more.

import type { Ir, Loop } from './ir.ts'
import { type Alive, aliveBefore, aliveBeforeStatement, union, without } from './uses.ts'

/** What is alive where a jump leads. */
export interface Targets {
  readonly variables: Alive
  /** What an exception needs: the handler of the `try` around, and what follows it. Empty where nothing catches it. */
  readonly thrown: Alive
  readonly breaks: ReadonlyMap<string | null, Alive>
}

const NONE: Alive = new Set()

/** Sets `live` of each site in a function's body; of `variables` only, since other names are the module's. Returns what is alive before it. */
export function findLive(body: readonly Ir[], variables: Alive): Alive {
  return before(body, NONE, { variables, thrown: NONE, breaks: new Map() })
}

function before(parts: readonly Ir[], after: Alive, targets: Targets): Alive {
  let alive = after
  for (let i = parts.length - 1; i >= 0; i--) alive = beforeOne(parts[i] as Ir, alive, targets)
  return alive
}

function beforeOne(part: Ir, after: Alive, targets: Targets): Alive {
  switch (part.kind) {
    case 'plain':
      return union(aliveBeforeStatement(part.statement, after, targets), targets.thrown)
    case 'site': {
      // When it is entered again the value is set, or something is thrown here.
      const kept = union(part.target === null ? after : without(after, part.target), targets.thrown)
      part.site.live = only(kept, targets.variables)
      return union(aliveBefore(part.value, part.target === null ? after : without(after, part.target)), targets.thrown)
    }
    case 'block':
      // A `break` without a label passes through a block.
      return before(part.body, after, part.label === null ? targets : breakingTo([part.label], after, targets))
    case 'if':
      return union(
        aliveBefore(part.test, union(before(part.yes, after, targets), before(part.no, after, targets))),
        targets.thrown,
      )
    case 'loop':
      return beforeLoop(part, after, targets)
    case 'switch':
      return beforeSwitch(part, after, targets)
    case 'try': {
      const handler = without(before(part.handler, after, targets), part.caught)
      return before(part.body, after, { ...targets, thrown: handler })
    }
  }
}

function beforeLoop({ labels, next, testLast, test, update, site, body }: Loop, after: Alive, targets: Targets): Alive {
  const leaving = breakingTo([null, ...labels], after, targets)
  // Alive at the start of an iteration, which is where the loop's site leads.
  let start: Alive = NONE
  for (;;) {
    const tested = test === null ? start : union(aliveBefore(test, union(start, after)), targets.thrown)
    const end = update === null ? tested : union(aliveBefore(update, tested), targets.thrown)
    const inside = next === null ? leaving : breakingTo([next], end, leaving)
    const found = union(before(body, end, inside), targets.thrown)
    if (found.size === start.size) {
      site.live = only(found, targets.variables)
      return testLast ? found : tested
    }
    start = found
  }
}

function beforeSwitch(
  { labels, value, cases }: Extract<Ir, { kind: 'switch' }>,
  after: Alive,
  targets: Targets,
): Alive {
  const inside = breakingTo([null, ...labels], after, targets)
  let next = after
  let entered: Alive = cases.some(({ test }) => test === null) ? NONE : after
  for (const { body } of [...cases].reverse()) {
    next = before(body, next, inside)
    entered = union(entered, next)
  }
  for (const { test } of [...cases].reverse()) if (test !== null) entered = union(entered, aliveBefore(test, entered))
  return union(aliveBefore(value, entered), targets.thrown)
}

function breakingTo(labels: readonly (string | null)[], after: Alive, targets: Targets): Targets {
  const breaks = new Map(targets.breaks)
  for (const label of labels) breaks.set(label, after)
  return { ...targets, breaks }
}

function only(alive: Alive, variables: Alive): string[] {
  return [...alive].filter((name) => variables.has(name))
}
