import type { ProcessCode } from '../analyse/process-code.ts'

/** What stands around a node. */
export interface Around {
  /** The compiled process function whose code it is; null in ordinary code. */
  readonly code: ProcessCode | null
  /** The compiled process function that it lies in, closures between them or not. */
  readonly within: ProcessCode | null
  /** The compiled process function whose `this` is meant here. */
  readonly self: ProcessCode | null
}

export const ORDINARY: Around = { code: null, within: null, self: null }
