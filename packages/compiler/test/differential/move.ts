// What a scheduler does to a process that it hands to another one, without the other one: every object of the support in its frames is taken
// apart and made anew. The program's own values stay what they are.

import type { Frame } from '../../src/support/index.ts'
import {
  Activation,
  emptyMovable,
  type MovableKind,
  movableKind,
  movableParts,
  pinOf,
  restoreMovable,
} from '../../src/support/index.ts'

/** Moves suspended process code, in place. Returns why it, or some of it, stays as it is. */
export function move(code: unknown): string[] {
  if (!(code instanceof Activation)) return []
  const pins: string[] = []
  moveFrames(code.frames, pins)
  return pins
}

function moveFrames(innermost: Frame | null, pins: string[]): void {
  for (let frame = innermost; frame !== null; frame = frame.up) {
    frame.a = moved(frame.a, pins)
    frame.b = moved(frame.b, pins)
    frame.c = moved(frame.c, pins)
    frame.d = moved(frame.d, pins)
    frame.rest = frame.rest?.map((value) => moved(value, pins)) ?? null
  }
}

function moved(value: unknown, pins: string[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  const pin = pinOf(value)
  if (pin !== undefined) pins.push(pin)
  const kind = movableKind(value)
  // Process code that is held as a value may be held twice, and outside of the frames.
  if (kind === undefined || value instanceof Activation) return value
  return again(value, kind)
}

/** The same object, made anew from its parts. */
export function again(value: object, kind: MovableKind): object {
  const made = emptyMovable(kind)
  restoreMovable(made, movableParts(value))
  return made
}
