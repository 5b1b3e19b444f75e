import { isDeepStrictEqual } from 'node:util'
import { definitionOf } from '../../functions/definition.ts'
import { erase, put } from '../../process/dictionary.ts'
import { exit } from '../../process/exit.ts'
import { ExitSignal } from '../../process/exit-signal.ts'
import { hibernate } from '../../process/hibernate.ts'
import { receive, timeout } from '../../process/receive.ts'
import { isProcessCode, type Process } from '../../process/suspension.ts'
import type { DefinitionReference } from '../child-spec.ts'
import { replyTo } from '../gen/call.ts'
import { CALL, CAST } from '../gen/messages.ts'
import { reasonOf } from '../gen-server/serve.ts'
import { initAck, initFail, initIgnore, refuseStart } from '../start/ack.ts'
import { parent } from '../start/lineage.ts'
import { note } from '../sys/debug.ts'
import { handleSystem, isSystemMessage, type SystemMessage } from '../sys/system-message.ts'
import type { GenStatemDefinition } from './definition.ts'
import type { StatemAction, StatemEvent } from './event.ts'
import { type MachineState, newMachineState } from './machine-state.ts'
import { cancelTimeout, changeTimeout, isTimeout, takeTimeout, takeZeroTimeout } from './timeouts.ts'
import { Transition, thrownTransition } from './transition.ts'

/** In the dictionary of a hibernating machine: what it goes on with. */
const HIBERNATED = '$hibernated'

/** The process of a state machine. Source: OTP's `gen_statem:init_it/6`. */
export function* statemProcess(reference: DefinitionReference, arg: unknown, hibernateAfter: number): Process<unknown> {
  const given = yield* init(reference, arg)
  if (!(given instanceof Transition)) return initFail(['badReturnFromInit', given])
  switch (given.kind) {
    case 'next': {
      const machine = newMachineState(reference, parent(), hibernateAfter, given.state, given.data)
      initAck()
      yield* conclude(machine, undefined, given)
      return yield* loop(machine)
    }
    case 'ignore':
      return initIgnore()
    case 'stop':
      return initFail(given.reason)
    case 'thrown':
      refuseStart(reasonOf(given.reason))
      throw given.reason
    default:
      return initFail(['badReturnFromInit', given.kind])
  }
}

function* init(reference: DefinitionReference, arg: unknown): Process<unknown> {
  try {
    const given = definition(reference).callbacks.init(arg as never)
    return isProcessCode(given) ? yield* given : given
  } catch (thrown) {
    return thrownTransition(thrown)
  }
}

function* loop(machine: MachineState): Process<never> {
  for (;;) {
    const event = takeQueued(machine) ?? (yield* receiveEvent(machine))
    if (event === undefined) continue
    // Any event cancels the time-out that waits for none.
    if (event.type !== 'timeout' || event.name !== undefined) yield* cancelTimeout(machine, 'timeout')
    if (machine.debug !== null) note(machine.debug, definition(machine.reference).name, ['in', event])
    yield* conclude(machine, event, yield* handle(machine, event))
  }
}

function takeQueued(machine: MachineState): StatemEvent | undefined {
  for (let queued = machine.queue.shift(); queued !== undefined; queued = machine.queue.shift()) {
    const event = 'event' in queued ? queued.event : takeZeroTimeout(machine, queued.timeout, queued.running)
    if (event !== undefined) return event
  }
  return undefined
}

/** The next event of the mailbox; undefined if the next message is none. */
function* receiveEvent(machine: MachineState): Process<StatemEvent | undefined> {
  if (machine.hibernates) return yield* sleepDeeply(machine)
  const { hibernateAfter } = machine
  const message =
    hibernateAfter === Number.POSITIVE_INFINITY
      ? yield* receive()
      : yield* receive(undefined, { after: hibernateAfter })
  if (message === timeout) return yield* sleepDeeply(machine)
  if (!Array.isArray(message)) return { type: 'info', content: message }
  const tag: unknown = message[0]
  if (tag === CALL) return { type: 'call', from: [message[1], message[2]], content: message[3] }
  if (tag === CAST) return { type: 'cast', content: message[1] }
  if (isTimeout(message)) return takeTimeout(machine, message)
  if (isSystemMessage(message)) {
    yield* serveSystem(machine, message)
    return undefined
  }
  if (tag === 'EXIT' && message[1] === machine.parent) return yield* end(machine, message[2], undefined)
  return { type: 'info', content: message }
}

/** Gives up the stack until a message comes. */
function* sleepDeeply(machine: MachineState): Process<never> {
  machine.hibernates = false
  put(HIBERNATED, machine)
  return yield* hibernate(wake)
}

export function* wake(): Process<unknown> {
  return yield* loop(erase(HIBERNATED) as MachineState)
}

function* serveSystem(machine: MachineState, message: SystemMessage): Process {
  const { reference } = machine
  const systemic = { state: [machine.state, machine.data], debug: machine.debug }
  const after = yield* handleSystem(message, systemic, (shown: unknown) => ({
    behaviour: 'GenStatem',
    definition: definition(reference).name,
    state: definition(reference).shown(shown),
  }))
  machine.debug = after.debug
  ;[machine.state, machine.data] = after.state as [unknown, unknown]
  if (after.ends !== undefined) yield* end(machine, after.ends[0], undefined)
}

/** Calls the callback of the state. */
function* handle(machine: MachineState, event: StatemEvent): Process<Transition> {
  try {
    const given = definition(machine.reference).handler(machine.state)(event, machine.state, machine.data)
    const transition = isProcessCode(given) ? yield* given : given
    return transition instanceof Transition ? transition : badReturn(transition)
  } catch (thrown) {
    return thrownTransition(thrown)
  }
}

function badReturn(value: unknown): Transition {
  return thrownTransition(new ExitSignal(['badReturnFromStateFunction', value]))
}

/** Makes a transition; `event` is undefined for the first one. Source: gen_statem's `loop_state_transition`. */
function* conclude(machine: MachineState, event: StatemEvent | undefined, transition: Transition): Process {
  const { kind, reason, actions } = transition
  if (kind === 'stop') yield* end(machine, reason, actions)
  if (kind === 'thrown') yield* crash(machine, reason)
  if (kind === 'ignore') yield* crash(machine, badReturn('ignore').reason)
  const { state: before } = machine
  const changes = kind === 'next' && event !== undefined && !isDeepStrictEqual(before, transition.state)
  if (kind === 'next') machine.state = transition.state
  if (transition.hasData) machine.data = transition.data

  const inserted: StatemEvent[] = []
  const timeouts: StatemAction[] = []
  for (const action of actions) {
    if (!act(machine, event, action, inserted, timeouts)) yield* crash(machine, badAction(action))
  }
  if (changes) {
    yield* cancelTimeout(machine, 'stateTimeout')
    machine.queue.unshift(...machine.postponed.map((one) => ({ event: one })))
    machine.postponed = []
  }
  machine.queue.unshift(...inserted.map((one) => ({ event: one })))
  if (event === undefined || changes || kind === 'repeat') yield* enter(machine, before, timeouts)
  for (const action of timeouts) yield* changeTimeout(machine, action)
}

/** Calls the state's enter, as often as it asks for it. */
function* enter(machine: MachineState, from: unknown, timeouts: StatemAction[]): Process {
  if (definition(machine.reference).callbacks.stateEnter !== true) return
  let old = from
  for (;;) {
    const transition = yield* handle(machine, { type: 'enter', old })
    const { kind, reason, actions } = transition
    if (kind === 'stop') yield* end(machine, reason, actions)
    if (kind === 'thrown') yield* crash(machine, reason)
    if (kind === 'next' && !isDeepStrictEqual(machine.state, transition.state)) {
      yield* crash(machine, badReturn(['nextState', transition.state]).reason)
    }
    if (transition.hasData) machine.data = transition.data
    for (const action of actions) {
      const isAllowed = action[0] !== 'nextEvent' && act(machine, undefined, action, [], timeouts)
      if (!isAllowed) yield* crash(machine, badAction(action))
    }
    if (kind !== 'repeat') return
    old = machine.state
  }
}

/** Does what an action says, or notes it; false if it is none that can be done here. */
function act(
  machine: MachineState,
  event: StatemEvent | undefined,
  action: StatemAction,
  inserted: StatemEvent[],
  timeouts: StatemAction[],
): boolean {
  switch (action[0]) {
    case 'postpone':
      if (event === undefined) return false
      machine.postponed.push(event)
      break
    case 'nextEvent':
      inserted.push(action[1])
      break
    case 'reply':
      reply(machine, action)
      break
    case 'hibernate':
      machine.hibernates = true
      break
    case 'stateTimeout':
    case 'timeout':
    case 'namedTimeout':
    case 'cancel':
    case 'update':
      timeouts.push(action)
      break
    default:
      return false
  }
  return true
}

function badAction(action: unknown): ExitSignal {
  return new ExitSignal(['badActionFromStateFunction', action])
}

function reply({ debug, reference, state }: MachineState, action: StatemAction): void {
  const [, from, value] = action as Extract<StatemAction, readonly ['reply', ...unknown[]]>
  replyTo(from, value)
  if (debug !== null) note(debug, definition(reference).name, ['out', value, from[0], state])
}

function* crash(machine: MachineState, thrown: unknown): Process<never> {
  yield* terminate(machine, reasonOf(thrown))
  throw thrown
}

function* end(machine: MachineState, reason: unknown, replies: readonly StatemAction[] | undefined): Process<never> {
  for (const action of replies ?? []) reply(machine, action)
  yield* terminate(machine, reason)
  return exit(reason)
}

function* terminate({ reference, state, data }: MachineState, reason: unknown): Process {
  const done = definition(reference).callbacks.terminate?.(reason, state as never, data as never)
  if (isProcessCode(done)) yield* done
}

function definition(reference: DefinitionReference): GenStatemDefinition {
  return definitionOf(reference) as GenStatemDefinition
}
