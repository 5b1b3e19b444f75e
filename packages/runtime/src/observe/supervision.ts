import { MOST_TREE_NODES } from '@multibeam/observer/protocol'
import { isPid, type Pid } from '@multibeam/scheduler'
import type { DynamicChild, DynamicState } from '../behaviours/dynamic-supervisor/state.ts'
import type { Child, Restarted, State } from '../behaviours/supervisor/state.ts'
import { describeReason } from '../errors.ts'
import type { ProcessRecord, SupervisorState } from '../process/record.ts'
import { print } from './print.ts'
import type { ChildFacts, SupervisorFacts } from './questions.ts'

/** Children of one supervisor that are listed: the first ones. Chosen: a DynamicSupervisor may have a million. */
const MOST_CHILDREN = 500
/** Characters of a reason. Chosen: an error with its stack. */
const REASON_CHARACTERS = 1000

/** What a supervisor knows, read where it lives: it need not answer, and may be busy with starting a child. */
export function supervisorFacts({ pid, parent, rare }: ProcessRecord, state: SupervisorState): SupervisorFacts {
  const [nearest] = listOf(rare?.dictionary?.get('$ancestors'))
  const { maxRestarts, maxSeconds } = state.options
  const common = { pid, maxRestarts, maxSeconds, parent: nearest ?? parent, childCount: state.children.size }
  if (isDynamic(state)) {
    return { ...common, kind: 'dynamicSupervisor', strategy: 'one_for_one', children: dynamicChildren(state) }
  }
  return { ...common, kind: 'supervisor', strategy: state.options.strategy, children: staticChildren(state) }
}

/** Supervisors that a scheduler tells of at most. */
export const MOST_SUPERVISORS = MOST_TREE_NODES

function isDynamic(state: SupervisorState): state is DynamicState {
  return 'maxChildren' in state.options
}

function staticChildren({ children }: State): ChildFacts[] {
  return firstOf(children.values()).map(({ spec, pid, restarting, restarted }: Child) => ({
    id: typeof spec.id === 'string' ? spec.id : print(spec.id),
    pid: pid ?? 0,
    type: spec.type,
    restart: spec.restart,
    restarting: restarting !== undefined,
    ...historyOf(restarted),
  }))
}

function dynamicChildren({ children }: DynamicState): ChildFacts[] {
  return firstOf(children).map(([pid, { spec, restarting, restarted }]: readonly [Pid, DynamicChild]) => ({
    id: null,
    pid: restarting ? 0 : pid,
    type: spec.type,
    restart: spec.restart,
    restarting,
    ...historyOf(restarted),
  }))
}

function historyOf(restarted: Restarted | undefined): Pick<ChildFacts, 'restarts' | 'lastReason' | 'lastRestartAt'> {
  if (restarted === undefined) return { restarts: 0, lastReason: null, lastRestartAt: null }
  return { restarts: restarted.times, lastReason: printReason(restarted.reason), lastRestartAt: restarted.at }
}

/** An exit reason for people: an Error with its stack. */
export function printReason(reason: unknown): string {
  if (!(reason instanceof Error)) return print(reason, REASON_CHARACTERS)
  const text = reason.stack ?? describeReason(reason)
  return text.length > REASON_CHARACTERS ? `${text.slice(0, REASON_CHARACTERS - 1)}…` : text
}

function firstOf<T>(all: Iterable<T>): T[] {
  const first: T[] = []
  for (const one of all) {
    if (first.length === MOST_CHILDREN) break
    first.push(one)
  }
  return first
}

function listOf(ancestors: unknown): readonly Pid[] {
  return Array.isArray(ancestors) ? ancestors.filter(isPid) : []
}
