import { exit } from '../../process/exit.ts'
import { self } from '../../process/identity.ts'
import { Process } from '../../process/process.ts'
import type { ChildId } from '../child-spec.ts'
import { initAck, initFail } from '../start/ack.ts'
import type { ServerName } from '../start/server-name.ts'
import { startChildren, stopChildren } from './children.ts'
import { type CompleteChildSpec, refusalOf } from './complete-spec.ts'
import { type Duties, untilEnd } from './loop.ts'
import type { CompleteOptions } from './options.ts'
import { answer, type Request } from './requests.ts'
import { againRestart, childExited } from './restart.ts'
import { showState } from './show-state.ts'
import { addChild, newState, type State } from './state.ts'

/** What a supervisor is, once its children function has been called. */
export interface Tree {
  readonly options: CompleteOptions
  readonly specs: readonly CompleteChildSpec[]
}

const DUTIES: Duties<State, ChildId, Request> = { exited: childExited, again: againRestart, answer }

/** The life of a supervisor's process. Ends when its parent exits, its intensity is reached, or its automatic shutdown says so. */
export function* supervise(name: string | undefined, tree: Tree): Process<never> {
  Process.flag('trapExit', true)
  const state = newState(self(), name, tree.options)
  showState(state)
  const refusal = addAll(state, tree)
  if (refusal !== undefined) initFail(['startSpec', refusal])
  const failed = yield* startChildren(state, [...state.children.keys()])
  if (failed !== undefined) {
    yield* stopChildren(state, [...state.children.keys()])
    initFail(['shutdown', ['failedToStartChild', failed.id, failed.reason]])
  }
  initAck()
  const reason = yield* untilEnd(state, DUTIES)
  yield* stopChildren(state, [...state.children.keys()])
  return exit(reason)
}

/** A supervisor's name, as its reports show it. */
export function reportedName(name: ServerName | undefined): string | undefined {
  return typeof name === 'string' ? name : undefined
}

/** Why the children cannot be those of this supervisor, a term. Source: supervisor.erl, `check_startspec/3`. */
function addAll(state: State, { options, specs }: Tree): unknown {
  for (const spec of specs) {
    const refusal = refusalOf(spec, options.autoShutdown)
    if (refusal !== undefined) return refusal
    if (state.children.has(spec.id)) return ['duplicateChildName', spec.id]
    addChild(state, spec)
  }
  return undefined
}
