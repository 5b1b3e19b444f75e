// What must happen to a tree of supervisors and workers when one of its processes exits: written from the documentation, by recursion over
// the tree, and without a process.

export type Restart = 'permanent' | 'transient' | 'temporary'
export type Strategy = 'one_for_one' | 'one_for_all' | 'rest_for_one'

export interface WorkerPlan {
  readonly kind: 'worker'
  readonly path: string
  readonly restart: Restart
}

export interface SupervisorPlan {
  readonly kind: 'supervisor'
  readonly path: string
  readonly restart: Restart
  readonly strategy: Strategy
  readonly maxRestarts: number
  readonly children: readonly Plan[]
}

export type Plan = WorkerPlan | SupervisorPlan

/** What a worker tells of: its start, and its end when its supervisor has stopped it or has died. */
export type ModelEvent = readonly ['start' | 'stop', path: string]

class Node {
  readonly plan: Plan
  readonly parent: Node | undefined
  running = false
  /** Of the children that a supervisor has now; the specs of temporary ones that have exited are gone. */
  children: Node[] = []
  restarts = 0

  constructor(plan: Plan, parent: Node | undefined) {
    this.plan = plan
    this.parent = parent
  }
}

/** A tree that runs, and what its workers have told of. */
export class Model {
  readonly #top: Node
  #events: ModelEvent[] = []
  /** How often the next starts of a worker fail. */
  readonly #failures = new Map<string, number>()

  constructor(plan: SupervisorPlan) {
    this.#top = new Node(plan, undefined)
    this.#start(this.#top)
  }

  /** Events since the last call, in order. */
  events(): ModelEvent[] {
    const events = this.#events
    this.#events = []
    return events
  }

  get running(): boolean {
    return this.#top.running
  }

  /** Paths of what runs, in the order of start. */
  paths(kind?: Plan['kind']): string[] {
    const paths: string[] = []
    const walk = (node: Node): void => {
      if (!node.running) return
      if (kind === undefined || node.plan.kind === kind) paths.push(node.plan.path)
      for (const child of node.children) walk(child)
    }
    walk(this.#top)
    return paths
  }

  /** More time has passed than any intensity looks back. */
  timePasses(): void {
    const walk = (node: Node): void => {
      node.restarts = 0
      for (const child of node.children) walk(child)
    }
    walk(this.#top)
  }

  /** The next starts of a worker will fail. */
  fails(path: string, times: number): void {
    this.#failures.set(path, times)
  }

  /** A process exits by itself; `abnormal` is any reason but normal and shutdown. */
  exits(path: string, abnormal: boolean): void {
    const node = this.#find(this.#top, path)
    if (node === undefined) throw new Error(`nothing runs at ${path}`)
    // What it leaves: its children see that their supervisor has died.
    if (node.plan.kind === 'supervisor') this.#stop(node)
    node.running = false
    if (node.parent !== undefined) this.#exited(node.parent, node, abnormal)
  }

  #exited(supervisor: Node, child: Node, abnormal: boolean): void {
    const { restart } = child.plan
    if (restart === 'permanent' || (restart === 'transient' && abnormal)) this.#restart(supervisor, child)
    else if (restart === 'temporary') supervisor.children = supervisor.children.filter((other) => other !== child)
  }

  /** An attempt to restart that fails counts, and the next one is about the child that could not be started. */
  #restart(supervisor: Node, child: Node): void {
    const plan = supervisor.plan as SupervisorPlan
    for (let about: Node | undefined = child; about !== undefined; ) {
      supervisor.restarts++
      if (supervisor.restarts > plan.maxRestarts) {
        this.#stop(supervisor)
        // It exits with 'shutdown', which is no reason for its own supervisor to restart it if it is transient.
        if (supervisor.parent !== undefined) this.#exited(supervisor.parent, supervisor, false)
        return
      }
      about = this.#startAnew(supervisor, about)
    }
  }

  /** Stops and starts those that the strategy says; the one that could not be started. */
  #startAnew(supervisor: Node, about: Node): Node | undefined {
    const { children } = supervisor
    const { strategy } = supervisor.plan as SupervisorPlan
    const first = strategy === 'one_for_all' ? 0 : children.indexOf(about)
    const concerned = strategy === 'one_for_one' ? [about] : children.slice(first)
    for (const other of concerned.toReversed()) if (other.running) this.#stop(other)
    supervisor.children = children.filter((other) => !concerned.includes(other) || other.plan.restart !== 'temporary')
    return concerned.filter((other) => supervisor.children.includes(other)).find((other) => !this.#start(other))
  }

  /** False if it cannot be started. */
  #start(node: Node): boolean {
    const { plan } = node
    if (plan.kind === 'worker') {
      const failures = this.#failures.get(plan.path) ?? 0
      this.#failures.set(plan.path, failures - 1)
      if (failures > 0) return false
      this.#events.push(['start', plan.path])
    } else {
      // A supervisor that is started anew begins with all that it was written with.
      node.restarts = 0
      node.children = plan.children.map((child) => new Node(child, node))
      if (node.children.some((child) => !this.#start(child))) {
        this.#stop(node)
        return false
      }
    }
    node.running = true
    return true
  }

  #stop(node: Node): void {
    if (node.plan.kind === 'worker') this.#events.push(['stop', node.plan.path])
    for (const child of node.children.toReversed()) if (child.running) this.#stop(child)
    node.running = false
  }

  #find(node: Node, path: string): Node | undefined {
    if (!node.running) return undefined
    if (node.plan.path === path) return node
    for (const child of node.children) {
      const found = this.#find(child, path)
      if (found !== undefined) return found
    }
    return undefined
  }
}
