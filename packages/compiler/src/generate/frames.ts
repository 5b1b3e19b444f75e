// Where the variables of a process function lie in its frames, and the code that puts them there and takes them back.

import type { ProcessCode } from '../analyse/process-code.ts'
import { array, assign, binary, create, type ES, id, index, literal, member, run, undef, when } from '../ast.ts'
import type { Site } from '../lower/ir.ts'
import type { SupportNames } from './support-names.ts'

export interface Slots {
  /** The slot of each variable that some site keeps. Variables that are never kept together may share one. */
  readonly places: ReadonlyMap<string, number>
  /** Variables that are always numbers: see analyse/numbers.ts. */
  readonly numbers: ReadonlySet<string>
}

/** The fields of a frame that hold the first variables. */
const INLINE = ['a', 'b', 'c', 'd'] as const

/**
 * The parameters lie in their order, as a call that begins has them; each other variable in the first slot that is free at all its sites.
 * `atStart` may be read before they are set: they must find nothing else in their slots when a call begins. A number's slot holds only
 * numbers, since it is converted to one when it is taken out.
 */
export function slotsOf(sites: readonly Site[], atStart: ReadonlySet<string>, numbers: ReadonlySet<string>): Slots {
  const [entry, ...others] = sites
  const parameters = entry?.live ?? []
  const places = new Map<string, number>(parameters.map((name, slot) => [name, slot]))
  for (const name of others.flatMap(({ live }) => live)) {
    if (places.has(name)) continue
    const together = others.filter(({ live }) => live.includes(name)).flatMap(({ live }) => live)
    const unlike = [...places.keys()].filter((other) => numbers.has(other) !== numbers.has(name))
    const taken = new Set([...together, ...unlike].map((other) => places.get(other)))
    let slot = atStart.has(name) ? parameters.length : 0
    while (taken.has(slot)) slot++
    places.set(name, slot)
  }
  return { places, numbers }
}

/** `new Frame(code, pc, a, b, c, d, rest)`. */
export function newFrame({ names }: ProcessCode, support: SupportNames, slots: Slots, site: Site): ES.Expression {
  const { inline, rest } = valuesAt(slots, site)
  return create(support.get('Frame'), [id(names.code), literal(site.pc), ...inline, rest])
}

/** Saves into the frame that the call was entered with: it is this call's own now. */
export function saveTo(slots: Slots, frame: string, site: Site): ES.Statement[] {
  const { inline, rest } = valuesAt(slots, site)
  const count = Math.max(0, ...[...slots.places.values()].map((slot) => slot + 1))
  const statements: ES.Statement[] = [run(assign(member(id(frame), 'pc'), literal(site.pc)))]
  for (const [i, field] of INLINE.entries()) {
    // What is dead is dropped, so that a suspended process does not keep it alive.
    if (i < count) statements.push(run(assign(member(id(frame), field), inline[i] as ES.Expression)))
  }
  if (count > INLINE.length) statements.push(run(assign(member(id(frame), 'rest'), rest)))
  return statements
}

/** Declarations that take variables out of a frame's own fields. */
export function restoreInline(slots: Slots, frame: string): [ES.Pattern, ES.Expression][] {
  return [...slots.places].flatMap(([name, slot]) => {
    const field = INLINE[slot]
    return field === undefined
      ? []
      : [[id(name), typed(slots, name, member(id(frame), field))] as [ES.Pattern, ES.Expression]]
  })
}

/** The variables that lie in `rest`. */
export function inRest({ places }: Slots): string[] {
  return [...places].filter(([, slot]) => slot >= INLINE.length).map(([name]) => name)
}

export function restoreRest(slots: Slots, frame: string): ES.Statement[] {
  const unpack = inRest(slots).map((name) => {
    const slot = (slots.places.get(name) as number) - INLINE.length
    return run(assign(id(name), typed(slots, name, index(member(id(frame), 'rest'), literal(slot)))))
  })
  return unpack.length === 0 ? [] : [when(binary('!==', member(id(frame), 'rest'), literal(null)), unpack)]
}

/** `+value` for what is a number. */
function typed({ numbers }: Slots, name: string, value: ES.Expression): ES.Expression {
  return numbers.has(name) ? { type: 'UnaryExpression', operator: '+', prefix: true, argument: value } : value
}

/** What each slot holds at a site. */
function valuesAt({ places }: Slots, { live }: Site): { inline: ES.Expression[]; rest: ES.Expression } {
  const values: ES.Expression[] = []
  for (const name of live) values[places.get(name) as number] = id(name)
  const all = Array.from(values, (value) => value ?? undef())
  const rest = all.slice(INLINE.length)
  return { inline: INLINE.map((_, i) => all[i] ?? undef()), rest: rest.length > 0 ? array(rest) : literal(null) }
}
