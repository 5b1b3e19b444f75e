import type { ProcessName, TreeNode } from '@multibeam/observer'
import { MOST_TREE_NODES } from '@multibeam/observer/protocol'
import type { Pid } from '@multibeam/scheduler'
import { bareName } from './columns.ts'
import type { ChildFacts, SupervisorFacts } from './questions.ts'

/** Nodes of a tree before anybody is named. */
export interface Plan {
  /** Everybody in the trees, to be named. */
  readonly pids: readonly Pid[]
  readonly cut: boolean
  /** The trees, once it is known who the processes are. */
  build(nameOf: (pid: Pid) => ProcessName): TreeNode[]
}

/** A child of nobody. */
const ROOT: Omit<ChildFacts, 'pid' | 'type'> = {
  id: null,
  restart: '',
  restarting: false,
  restarts: 0,
  lastReason: null,
  lastRestartAt: null,
}

/** Puts together what supervisors have told of themselves. One that nobody lists as its child is under the supervisor that started it, or is a root. */
export function planTrees(all: readonly SupervisorFacts[]): Plan {
  const supervisors = new Map(all.map((facts) => [facts.pid, facts]))
  const listed = new Set<Pid>()
  for (const { children } of all) for (const { pid } of children) if (pid !== 0) listed.add(pid)
  const unlisted = new Map<Pid, SupervisorFacts[]>()
  const roots: SupervisorFacts[] = []
  for (const facts of all) {
    if (listed.has(facts.pid)) continue
    const parent = facts.parent === 0 ? undefined : supervisors.get(facts.parent)
    if (parent === undefined) roots.push(facts)
    else unlisted.set(parent.pid, [...(unlisted.get(parent.pid) ?? []), facts])
  }
  const nodes = new Nodes(supervisors, unlisted)
  const trees = roots.map((facts) => nodes.of({ ...ROOT, pid: facts.pid, type: 'supervisor' }))
  return {
    pids: nodes.pids,
    cut: nodes.cut,
    build: (nameOf) => trees.filter((tree) => tree !== undefined).map((tree) => named(tree, nameOf)),
  }
}

interface PlannedNode {
  readonly child: ChildFacts
  readonly facts: SupervisorFacts | undefined
  readonly children: readonly PlannedNode[]
}

class Nodes {
  readonly pids: Pid[] = []
  cut = false
  readonly #supervisors: ReadonlyMap<Pid, SupervisorFacts>
  readonly #unlisted: ReadonlyMap<Pid, readonly SupervisorFacts[]>
  readonly #seen = new Set<Pid>()
  #count = 0

  constructor(supervisors: ReadonlyMap<Pid, SupervisorFacts>, unlisted: ReadonlyMap<Pid, readonly SupervisorFacts[]>) {
    this.#supervisors = supervisors
    this.#unlisted = unlisted
  }

  /** Undefined when there is no room for more. Each process stands in one place, whatever supervisors say that were asked one after the other. */
  of(child: ChildFacts): PlannedNode | undefined {
    const { pid } = child
    if (pid !== 0 && this.#seen.has(pid)) return undefined
    if (++this.#count > MOST_TREE_NODES) {
      this.cut = true
      return undefined
    }
    if (pid !== 0) {
      this.#seen.add(pid)
      this.pids.push(pid)
    }
    const facts = pid === 0 ? undefined : this.#supervisors.get(pid)
    const others = pid === 0 ? [] : (this.#unlisted.get(pid) ?? [])
    const below = [
      ...(facts?.children ?? []),
      ...others.map((other): ChildFacts => ({ ...ROOT, pid: other.pid, type: 'supervisor' })),
    ]
    return { child, facts, children: below.map((one) => this.of(one)).filter((node) => node !== undefined) }
  }
}

function named({ child, facts, children }: PlannedNode, nameOf: (pid: Pid) => ProcessName): TreeNode {
  return {
    process: child.pid === 0 ? null : nameOf(child.pid),
    id: child.id,
    kind: facts?.kind ?? child.type,
    strategy: facts?.strategy ?? null,
    maxRestarts: facts === undefined || facts.maxRestarts === Number.POSITIVE_INFINITY ? null : facts.maxRestarts,
    maxSeconds: facts?.maxSeconds ?? null,
    restart: child.restart === '' ? null : child.restart,
    restarting: child.restarting,
    restarts: child.restarts,
    lastReason: child.lastReason,
    lastRestartAt: child.lastRestartAt,
    children: children.map((one) => named(one, nameOf)),
    childCount: Math.max(facts?.childCount ?? 0, children.length),
  }
}

/** Who processes are, of those that are still there. */
export function namer(names: Iterable<ProcessName>): (pid: Pid) => ProcessName {
  const known = new Map<number, ProcessName>()
  for (const name of names) known.set(name.pid, name)
  return (pid) => known.get(pid) ?? bareName(pid)
}
