// What must compile, and what must not: checked by `pnpm typecheck`, never run.

import { Agent, GenStatem, type Pid, type Process, type StatemEvent } from 'multibeam'

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
  const opened: boolean = yield* Door.call<boolean>(pid, 'open')
  const length: number = yield* Agent.get(
    pid,
    function* (text: string, more: number) {
      return text.length + more
    },
    2,
  )
  void [opened, length]
}

export function* wrong(pid: Pid): Process {
  // @ts-expect-error the argument of init is a string
  yield* Door.startLink(1)
  // @ts-expect-error no such event
  Door.cast(pid, 'kick')
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
