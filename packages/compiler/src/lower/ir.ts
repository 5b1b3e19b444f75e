// What a process function's body becomes before it is printed in its two forms. Statements without a site stay as they are; the others keep
// their structure, so that both forms are loops and branches that V8 knows how to make fast.

import type { ES } from '../ast.ts'

/** A place where the call may suspend. Its number is the frame's pc there. */
export interface Site {
  readonly pc: number
  readonly kind: 'call' | 'tail' | 'loop' | 'entry'
  /** The source that it stands for. */
  readonly node: ES.Node
  /** The variables to be kept: those used on some way from here. Known when the whole function has been lowered. */
  live: readonly string[]
}

export type Ir =
  | { readonly kind: 'plain'; readonly statement: ES.Statement }
  /** `target = value`, where the value may be SUSPENDED. */
  | { readonly kind: 'site'; readonly site: Site; readonly target: string | null; readonly value: ES.Expression }
  | { readonly kind: 'block'; readonly label: string | null; readonly body: readonly Ir[] }
  | { readonly kind: 'if'; readonly test: ES.Expression; readonly yes: readonly Ir[]; readonly no: readonly Ir[] }
  | Loop
  | {
      readonly kind: 'switch'
      readonly labels: readonly string[]
      readonly value: ES.Expression
      readonly cases: readonly { readonly test: ES.Expression | null; readonly body: readonly Ir[] }[]
    }
  | {
      readonly kind: 'try'
      readonly body: readonly Ir[]
      /** Holds what was thrown; assigned to a pattern by the handler's first statement. */
      readonly caught: string
      readonly handler: readonly Ir[]
    }

export interface Loop {
  readonly kind: 'loop'
  readonly labels: readonly string[]
  /** The block around the body that `continue` leaves; null if nothing does. */
  readonly next: string | null
  /** `do` … `while`: there is no test before the first iteration. */
  readonly testLast: boolean
  /** Null is true. */
  readonly test: ES.Expression | null
  readonly update: ES.Expression | null
  /** A variable that begins at 0, and that the update alone changes, by one: it counts the iterations. Null where there is none. */
  readonly counter: string | null
  /** Stands between two iterations: the test has said that the next one comes. */
  readonly site: Site
  readonly body: readonly Ir[]
}

/** The first and last pc inside; undefined if there is none. */
export function rangeOf(parts: readonly Ir[]): readonly [number, number] | undefined {
  let low = 0
  let high = 0
  for (const part of parts) {
    const range = rangeOfOne(part)
    if (range === undefined) continue
    if (low === 0 || range[0] < low) low = range[0]
    if (range[1] > high) high = range[1]
  }
  return low === 0 ? undefined : [low, high]
}

export function rangeOfOne(part: Ir): readonly [number, number] | undefined {
  if (part.kind === 'site') return [part.site.pc, part.site.pc]
  const inside = rangeOf(insideOf(part))
  return part.kind === 'loop' ? widen([part.site.pc, part.site.pc], inside) : inside
}

function widen(one: readonly [number, number], two: readonly [number, number] | undefined): readonly [number, number] {
  return two === undefined ? one : [Math.min(one[0], two[0]), Math.max(one[1], two[1])]
}

/** Whether there is a call inside that may suspend. */
export function calls(part: Ir): boolean {
  return part.kind === 'site' || insideOf(part).some(calls)
}

/** Whether there is a loop inside with such a call. */
export function hasLoopThatCalls(parts: readonly Ir[]): boolean {
  return parts.some((part) => (part.kind === 'loop' ? calls(part) : hasLoopThatCalls(insideOf(part))))
}

/** Whether iterations are counted by the loop's own counter. A loop around others counts what is left of theirs, too, and needs a variable for it. */
export function countsByItself({ counter, body }: Loop): boolean {
  return counter !== null && rangeOf(body) === undefined
}

/** Whether there is a loop inside that counts by itself. */
export function hasOwnCounter(parts: readonly Ir[]): boolean {
  return parts.some((part) => (part.kind === 'loop' && countsByItself(part)) || hasOwnCounter(insideOf(part)))
}

/** Whether there is a loop inside whose iterations need a variable to be counted in. */
export function needsTurns(parts: readonly Ir[]): boolean {
  return parts.some((part) => (part.kind === 'loop' && !countsByItself(part)) || needsTurns(insideOf(part)))
}

function insideOf(part: Ir): readonly Ir[] {
  switch (part.kind) {
    case 'plain':
    case 'site':
      return []
    case 'block':
    case 'loop':
      return part.body
    case 'if':
      return [...part.yes, ...part.no]
    case 'switch':
      return part.cases.flatMap(({ body }) => body)
    case 'try':
      return [...part.body, ...part.handler]
  }
}
