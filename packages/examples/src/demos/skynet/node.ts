import { type Pid, type Process, receive, System, self, send, spawn } from 'multibeam'

/** Children that each process has; those of the last level have none. */
export const CHILDREN = 10

/** Sent to the observer by the processes of the first levels: which one of its level it is, and where it runs. */
export type NodeMessage = ['node', level: number, index: number, scheduler: number]

/** Where a process is in the tree. */
export interface Place {
  /** 0 for the root. */
  readonly level: number
  /** Of its level, from 0. */
  readonly index: number
}

/** What all processes of a tree know. */
export interface Tree {
  /** The level of the leaves. */
  readonly levels: number
  /** Processes of levels up to this one tell the observer of themselves. */
  readonly shown: number
  readonly observer: Pid
}

/** The root of the tree, which returns the sum of all leaves' numbers. */
export function* root(tree: Tree): Process<number> {
  const place: Place = { level: 0, index: 0 }
  tell(place, tree)
  return yield* sumOfChildren(place, tree)
}

/** Any other process: sends its parent the sum of what its children send; on the last level, its own number. */
export function* node(parent: Pid, place: Place, tree: Tree): Process<void> {
  if (place.level <= tree.shown) tell(place, tree)
  send(parent, place.level === tree.levels ? place.index : yield* sumOfChildren(place, tree))
}

function* sumOfChildren({ level, index }: Place, tree: Tree): Process<number> {
  for (let i = 0; i < CHILDREN; i++) spawn(node, self(), { level: level + 1, index: index * CHILDREN + i }, tree)
  let sum = 0
  for (let i = 0; i < CHILDREN; i++) sum += yield* receive<number>()
  return sum
}

function tell({ level, index }: Place, { observer }: Tree): void {
  send(observer, ['node', level, index, System.schedulerId()] satisfies NodeMessage)
}

/** What the root must get of so many levels, without a process: 0 + 1 + … + (leaves - 1). */
export function sumOfLeaves(levels: number): number {
  const leaves = CHILDREN ** levels
  return (leaves * (leaves - 1)) / 2
}

/** Processes of a tree. */
export function nodesOf(levels: number): number {
  return (CHILDREN ** (levels + 1) - 1) / (CHILDREN - 1)
}
