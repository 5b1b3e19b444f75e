// What a process may wait in and take along to another scheduler: the steps of this package that consist of terms.

export interface MovableStep {
  /** What the step consists of; undefined if it is another one's, or has to stay. */
  partsOf(step: object): unknown[] | undefined
  /** The step of those parts. */
  make(parts: readonly unknown[]): object
}

/** By their number on the wire, see known-symbols.ts. */
export const movableSteps: MovableStep[] = []

/** Lets a kind of steps move; called where their class is. */
export function registerStep(step: MovableStep): void {
  movableSteps.push(step)
}
