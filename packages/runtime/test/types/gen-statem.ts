// What must compile, and what must not: checked by `pnpm typecheck`, never run.

import {
  Agent,
  GenStatem,
  type Pid,
  type Process,
  Registry,
  type Response,
  type StatemEvent,
  type Timeout,
} from 'multibeam'

type State = 'locked' | 'open'

const Door = GenStatem.define({
  init: (code: string) => GenStatem.nextState<State, string>('locked', code),
  states: {
    locked: (event: StatemEvent<'knock' | 'open'>, code: string) => {
      if (event.type === 'call') return GenStatem.nextState('open', code, [['reply', event.from, true]])
      if (event.type === 'enter') event.old satisfies unknown
      return GenStatem.keepState(code, [['stateTimeout', 10, 'x'], ['postpone']])
    },
    open: () => GenStatem.stop('normal'),
  },
})

/** Its init takes nothing. */
const Lamp = GenStatem.define({
  init: () => GenStatem.nextState<'off', number>('off', 0),
  states: { off: () => GenStatem.keepStateAndData() },
})

export function* withoutArgument(): Process {
  yield* Lamp.startLink()
  Lamp.child(undefined, { id: 'lamp' })
  // @ts-expect-error options stand behind the argument, which is undefined here
  yield* Lamp.startLink({ name: 'lamp' })
  // @ts-expect-error the same
  Lamp.child({ id: 'lamp' })
}

export function* right(pid: Pid): Process {
  const { pid: door } = yield* Door.startLink('1234')
  Door.cast(door, 'knock')
  yield* Door.startLink('1234', { name: 'door', hibernateAfter: 1000 })
  const request = Door.sendRequest<boolean>('door', 'open')
  const response: Response<boolean> | Timeout = yield* GenStatem.receiveResponse(request, { after: 10 })
  yield* Door.castVia(Registry.via('doors', 1), 'knock')
  const opened: boolean = yield* Door.call<boolean>(pid, 'open')
  const length: number = yield* Agent.get(
    pid,
    function* (text: string, more: number) {
      return text.length + more
    },
    2,
  )
  void [opened, length, response]
}

export function* wrong(pid: Pid): Process {
  // @ts-expect-error the argument of init is a string
  yield* Door.startLink(1)
  // @ts-expect-error no such event
  Door.cast(pid, 'kick')
  // @ts-expect-error no such event
  Door.sendRequest(pid, 'kick')
  // @ts-expect-error no such event
  yield* Door.castVia(Registry.via('doors', 1), 'kick')
  // @ts-expect-error no such option
  yield* Door.startLink('1234', { hibernate: 1 })
  // @ts-expect-error the argument of init is a string
  Door.child(1)
  // @ts-expect-error no such event
  yield* Door.call(pid, 'kick')
  yield* Agent.update(
    pid,
    // @ts-expect-error an update gives a state
    function* (n: number): Process<string> {
      return `${n}`
    },
  )
}

/** Agents: their functions take what the call gives, and give what it wants. */
export function* agents(pid: Pid): Process {
  function* added(n: number, more: number): Process<number> {
    return n + more
  }
  yield* Agent.update(pid, added, 2)
  yield* Agent.castVia(Registry.via('agents', 1), added, 2)
  const { pid: started } = yield* Agent.startLink(added, { args: [1, 2], hibernateAfter: 1000 })
  // @ts-expect-error it adds a number
  yield* Agent.update(started, added, 'two')
  // @ts-expect-error it adds a number
  Agent.cast(started, added)
  // @ts-expect-error it gives a number
  const text: string = yield* Agent.get(started, added, 2)
  // @ts-expect-error a pair: the value and the state
  yield* Agent.getAndUpdate(started, added, 2)
  // @ts-expect-error its arguments are two numbers
  yield* Agent.startLink(added, { args: [1] })
  void text
}

GenStatem.define({
  init: () => GenStatem.nextState<State, number>('locked', 0),
  // @ts-expect-error the data is a number
  handleEvent: () => GenStatem.keepState('data'),
})
GenStatem.define({
  // @ts-expect-error init gives a state
  init: () => 'locked',
  handleEvent: () => GenStatem.keepStateAndData(),
})
// @ts-expect-error there is no such callback
GenStatem.define({ init: () => GenStatem.nextState('off', 0), handleCall: () => GenStatem.keepStateAndData() })
GenStatem.define({
  init: () => GenStatem.nextState<State, number>('locked', 0),
  // @ts-expect-error the state `open` has no function
  states: { locked: () => GenStatem.keepStateAndData() },
})
GenStatem.define({
  init: () => GenStatem.nextState<State, number>('locked', 0),
  // @ts-expect-error no such state
  handleEvent: () => GenStatem.nextState('broken', 0),
})
// @ts-expect-error no such action
GenStatem.keepStateAndData([['postponed']])
