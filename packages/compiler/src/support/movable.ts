// What compiled code itself puts into the variables of a process, besides the program's values, and how it moves to another thread. All that
// may stand in a frame:
//
//   temporaries      operands that wait for a later one: the program's values
//   `$k`, `$v`       how a `try` was left (a number), and with what: the program's value
//   a box            `{ v: value }`, a plain object; its value may be UNSET. Shared with closures: it must stay one object
//   a closure        of a process function: `codeOf` and `capturedBy` tell what it is, boxes among its captured values
//   a function       of the platform that is about to be called, or the object it is of: see intrinsics.ts
//   a cursor         of a `for-of` or `for-in`; see below
//   an Activation    process code that has been called and is held as a value; see below
//   a Step           what a library waits in: whoever made it knows
//   a Delegate       process code that is interpreted, or an iterator of the program: it stays
//
// Cursors and Activations are told here: `movableParts` takes one apart, `emptyMovable` and `restoreMovable` make it anew (in two steps, because
// an Activation may hold itself). Parts are the program's values, numbers and strings, and for an Activation its frames.

import type { Code } from './code.ts'
import { CollectionCursor, IndexCursor, IteratorCursor, KeyCursor, StringCursor } from './cursor.ts'
import { Frame } from './frame.ts'
import type { Walk } from './native-iterators.ts'
import { Activation } from './run.ts'
import { Delegate, type Step } from './step.ts'

/** What kind of object parts belong to; the numbers are the same in every thread. */
export const MovableKind = {
  /** `[value, list, walk, index]`. */
  indexCursor: 0,
  /** `[value, text, index]`. */
  stringCursor: 1,
  /** `[value, object, keys, index]`. */
  keyCursor: 2,
  /** `[value, collection, walk, position]`, see `CollectionCursor.position`. */
  collectionCursor: 3,
  /** `[begun, pending, code, pc, a, b, c, d, rest, code, …]`: what it waits in, a Step or null, then its frames, the innermost first. */
  activation: 4,
} as const

export type MovableKind = (typeof MovableKind)[keyof typeof MovableKind]

/** The kind of an object of the support that can move; undefined for all else. */
export function movableKind(value: object): MovableKind | undefined {
  if (value instanceof IndexCursor) return MovableKind.indexCursor
  if (value instanceof CollectionCursor) return MovableKind.collectionCursor
  if (value instanceof StringCursor) return MovableKind.stringCursor
  if (value instanceof KeyCursor) return MovableKind.keyCursor
  return value instanceof Activation && !value.running ? MovableKind.activation : undefined
}

/** Why an object of the support keeps its process in this thread; undefined for all else. */
export function pinOf(value: object): string | undefined {
  if (value instanceof IteratorCursor) return 'the iterator that a loop walks'
  if (value instanceof Delegate) return 'a generator, or an iterator, that it is inside of'
  return value instanceof Activation && value.running ? 'process code that runs now' : undefined
}

/** What an object of a kind consists of. It stays as it is. */
export function movableParts(value: object): unknown[] {
  if (value instanceof IndexCursor) return [value.value, value.list, value.walk, value.index]
  if (value instanceof CollectionCursor) return [value.value, value.collection, value.walk, value.position()]
  if (value instanceof StringCursor) return [value.value, value.text, value.index]
  if (value instanceof KeyCursor) return [value.value, value.object, value.keys, value.index]
  const { begun, pending, frames } = value as Activation
  const parts: unknown[] = [begun, pending]
  for (let frame = frames; frame !== null; frame = frame.up) {
    parts.push(frame.code, frame.pc, frame.a, frame.b, frame.c, frame.d, frame.rest)
  }
  return parts
}

/** Parts of an Activation that come before its frames, and of each frame. */
const BEFORE_FRAMES = 2
const FRAME_PARTS = 7

/** An object of a kind, to be restored before anybody uses it. */
export function emptyMovable(kind: MovableKind): object {
  switch (kind) {
    case MovableKind.indexCursor:
      return new IndexCursor([])
    case MovableKind.stringCursor:
      return new StringCursor('')
    case MovableKind.keyCursor:
      return new KeyCursor({})
    case MovableKind.collectionCursor:
      return new CollectionCursor(new Set(), 'values')
    case MovableKind.activation:
      return new Activation(null)
  }
}

/** Gives an object that `emptyMovable` has made its parts: with equal values it goes on as the other would have. */
export function restoreMovable(object: object, parts: readonly unknown[]): void {
  if (object instanceof Activation) {
    object.begun = parts[0] as boolean
    object.pending = parts[1] as Step<unknown> | null
    object.frames = framesOf(parts)
    return
  }
  const cursor = object as IndexCursor | StringCursor | KeyCursor | CollectionCursor
  cursor.value = parts[0]
  if (cursor instanceof StringCursor) {
    cursor.text = parts[1] as string
    cursor.index = parts[2] as number
  } else if (cursor instanceof KeyCursor) {
    cursor.object = parts[1] as object
    cursor.keys = parts[2] as string[]
    cursor.index = parts[3] as number
  } else if (cursor instanceof IndexCursor) {
    cursor.goTo(parts[1] as ArrayLike<unknown>, parts[2] as Walk, parts[3] as number)
  } else {
    cursor.collection = parts[1] as Set<unknown>
    cursor.walk = parts[2] as Walk
    cursor.goTo(parts[3] as number)
  }
}

function framesOf(parts: readonly unknown[]): Frame | null {
  let inner: Frame | null = null
  let innermost: Frame | null = null
  for (let at = BEFORE_FRAMES; at < parts.length; at += FRAME_PARTS) {
    const [code, pc, a, b, c, d, rest] = parts.slice(at, at + FRAME_PARTS)
    const frame: Frame = new Frame(code as Code, pc as number, a, b, c, d, rest as unknown[] | null)
    if (inner === null) innermost = frame
    else inner.up = frame
    inner = frame
  }
  return innermost
}
