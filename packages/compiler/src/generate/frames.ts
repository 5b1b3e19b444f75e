// Where the variables of a process function lie in its frames, and the code that puts them there and takes them back.

import type { NumberKind } from '../analyse/numbers.ts'
import type { ProcessCode } from '../analyse/process-code.ts'
import { array, assign, binary, create, type ES, id, index, literal, member, run, undef, when } from '../ast.ts'
import type { Site } from '../lower/ir.ts'
import { ENTRY } from '../support/frame.ts'
import type { SupportNames } from './support-names.ts'

export interface Slots {
  /** The slot of each variable that some site keeps. Variables that are never kept together may share one. */
  readonly places: ReadonlyMap<string, number>
  /** Variables that are always numbers: see analyse/numbers.ts. */
  readonly numbers: ReadonlyMap<string, NumberKind>
  /** The parameters have the first slots. */
  readonly parameters: number
  /** At some site a place in `rest` holds undefined. */
  readonly hasGaps: boolean
}

/** The fields of a frame that hold the first variables. */
const INLINE = ['a', 'b', 'c', 'd'] as const

/**
 * The parameters lie in their order, as a call that begins has them; each other variable in the first slot that is free at all its sites.
 * `atStart` may be read before they are set: they must find nothing else in their slots when a call begins. A slot holds numbers of one
 * kind only, or none, since they are converted when they are taken out.
 */
export function slotsOf(
  sites: readonly Site[],
  atStart: ReadonlySet<string>,
  numbers: ReadonlyMap<string, NumberKind>,
): Slots {
  const [entry, ...others] = sites
  const parameters = entry?.live ?? []
  const places = new Map<string, number>(parameters.map((name, slot) => [name, slot]))
  for (const name of others.flatMap(({ live }) => live)) {
    if (places.has(name)) continue
    const together = others.filter(({ live }) => live.includes(name)).flatMap(({ live }) => live)
    const unlike = [...places.keys()].filter((other) => numbers.get(other) !== numbers.get(name))
    const taken = new Set([...together, ...unlike].map((other) => places.get(other)))
    let slot = atStart.has(name) ? parameters.length : 0
    while (taken.has(slot)) slot++
    places.set(name, slot)
  }
  const slots = { places, numbers, parameters: parameters.length, hasGaps: false }
  return { ...slots, hasGaps: sites.some((site) => hasGap(restAt(slots, site))) }
}

/** `new Frame(code, pc, a, b, c, d, rest)`. */
export function newFrame({ names }: ProcessCode, support: SupportNames, slots: Slots, site: Site): ES.Expression {
  const { inline, rest } = valuesAt(slots, site)
  return create(support.get('Frame'), [id(names.code), literal(site.pc), ...inline, rest])
}

/** Saves into the frame that the call was entered with: it is this call's own now. */
export function saveTo(slots: Slots, frame: string, site: Site): ES.Statement[] {
  const { inline, rest } = valuesAt(slots, site)
  const count = countOf(slots)
  const statements: ES.Statement[] = [run(assign(member(id(frame), 'pc'), literal(site.pc)))]
  for (const [i, field] of INLINE.entries()) {
    // What is dead is dropped, so that a suspended process does not keep it alive.
    if (i < count) statements.push(run(assign(member(id(frame), field), inline[i] as ES.Expression)))
  }
  if (count > INLINE.length) statements.push(run(assign(member(id(frame), 'rest'), rest)))
  return statements
}

/** Declarations that take variables out of a frame's own fields. */
export function restoreAtOnce(slots: Slots, frame: string): [ES.Pattern, ES.Expression][] {
  return [...slots.places]
    .filter(([name]) => isAtOnce(slots, name))
    .map(([name, slot]) => [id(name), fieldOf(frame, slot)])
}

/** The variables that `restoreLater` sets: they are declared first. */
export function restoredLater(slots: Slots): string[] {
  return [...slots.places.keys()].filter((name) => !isAtOnce(slots, name))
}

/**
 * Takes out the numbers, and what lies in `rest`. No place is read that the frame of a call that begins does not have, or that holds
 * no number there: V8 remembers of each such place what it has seen, and would expect it ever after.
 */
export function restoreLater(slots: Slots, frame: string, pc: string): ES.Statement[] {
  const own: ES.Statement[] = []
  const parameters: ES.Statement[] = []
  const others: ES.Statement[] = []
  for (const name of restoredLater(slots)) {
    const slot = slots.places.get(name) as number
    const into = slot < INLINE.length ? own : slot < slots.parameters ? parameters : others
    into.push(run(assign(id(name), converted(slots, name, fieldOf(frame, slot)))))
  }
  const hasBegun = (): ES.Expression => binary('!==', id(pc), literal(ENTRY))
  const rest = [...parameters, ...(others.length === 0 ? [] : [when(hasBegun(), others)])]
  return [
    ...(own.length === 0 ? [] : [when(hasBegun(), own)]),
    ...(rest.length === 0 ? [] : [when(binary('!==', member(id(frame), 'rest'), literal(null)), rest)]),
  ]
}

function isAtOnce({ places, numbers }: Slots, name: string): boolean {
  return (places.get(name) as number) < INLINE.length && !numbers.has(name)
}

function fieldOf(frame: string, slot: number): ES.Expression {
  const field = INLINE[slot]
  return field === undefined
    ? index(member(id(frame), 'rest'), literal(slot - INLINE.length))
    : member(id(frame), field)
}

/**
 * A number as V8 is told of it: `+value`, or `value - 0`, which keeps every number as it is too, but lets V8 find small integers, so that
 * a counter stays one in a register (Node 26: the product of two matrices 0.86 of the time).
 */
function converted({ numbers }: Slots, name: string, value: ES.Expression): ES.Expression {
  switch (numbers.get(name)) {
    case 'number':
      return { type: 'UnaryExpression', operator: '+', prefix: true, argument: value }
    case 'counter':
      return binary('-', value, literal(0))
    case undefined:
      return value
  }
}

function countOf({ places }: Slots): number {
  return Math.max(0, ...[...places.values()].map((slot) => slot + 1))
}

/**
 * What is kept at a site. Where other sites leave gaps, `rest` has one in any case: V8 knows arrays that hold nothing but numbers, and where code sees both, it
 * converts such an array before it reads from it, in 1.5 µs. (A process that kept a time while it waited for an answer had it after 3.5 µs instead of 2.)
 */
function valuesAt(slots: Slots, site: Site): { inline: ES.Expression[]; rest: ES.Expression } {
  const rest = restAt(slots, site)
  if (slots.hasGaps && rest.length > 0 && !hasGap(rest)) rest.push(undefined)
  return {
    inline: allAt(slots, site)
      .slice(0, INLINE.length)
      .map((value) => value ?? undef()),
    rest: rest.length > 0 ? array(rest.map((value) => value ?? undef())) : literal(null),
  }
}

/** What lies in `rest` at a site: nothing, or as much as at any other one. */
function restAt(slots: Slots, site: Site): (ES.Expression | undefined)[] {
  const hasRest = site.live.some((name) => (slots.places.get(name) as number) >= INLINE.length)
  return hasRest ? allAt(slots, site).slice(INLINE.length) : []
}

function hasGap(rest: readonly (ES.Expression | undefined)[]): boolean {
  return rest.includes(undefined)
}

/** What each slot holds at a site. What is dead is undefined, or 0 among numbers. */
function allAt(slots: Slots, { live, pc }: Site): (ES.Expression | undefined)[] {
  const length = Math.max(countOf(slots), INLINE.length)
  const values = Array.from<ES.Expression | undefined>({ length })
  if (pc !== ENTRY) for (const [name, slot] of slots.places) if (slots.numbers.has(name)) values[slot] = literal(0)
  for (const name of live) values[slots.places.get(name) as number] = id(name)
  return values
}
