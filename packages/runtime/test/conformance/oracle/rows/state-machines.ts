// gen_statem, of scheduling.erl.

import {
  GenStatem,
  type Pid,
  Process,
  type Requests,
  receive,
  type StatemAction,
  Sys,
  self,
  send,
  sleep,
  timeout,
} from 'multibeam'
import { all, type Place, type Rows } from './row.ts'

type Content =
  | 'post'
  | 'other'
  | 'same'
  | 'repeat'
  | 'later'
  | ['ask', string]
  | ['go', string]
  | ['keep', StatemAction[]]

export const M = GenStatem.define({
  init: (me: Pid) => GenStatem.nextState<string, Pid>('s1', me),
  stateEnter: true,
  handleEvent: (event, state: string, me: Pid) => {
    const { keepStateAndData, nextState } = GenStatem
    if (event.type === 'enter') send(me, ['enter', event.old, state])
    else if (event.type === 'call') {
      const [, label] = event.content as ['ask', string]
      return keepStateAndData([['reply', event.from, [state, label]]])
    } else if (event.type === 'cast') {
      const content = event.content as Content
      if (content === 'post' && state === 's1') return keepStateAndData([['postpone']])
      if (content === 'post') send(me, ['post_in', state])
      else if (content === 'same') return nextState(state, me)
      else if (content === 'repeat') return GenStatem.repeatStateAndData()
      else if (content[0] === 'go') return nextState(content[1] as string, me)
      else if (content[0] === 'keep') return keepStateAndData(content[1] as StatemAction[])
      else send(me, ['ev', 'cast', content, state])
    } else {
      const type = event.type === 'timeout' && event.name !== undefined ? ['timeout', event.name] : event.type
      send(me, ['ev', type, event.content, state])
    }
    return keepStateAndData()
  },
})

/** What a machine tells that gets these events. */
function* told(place: Place, ...events: Content[]): Process<unknown[]> {
  const { pid } = yield* M.start(self(), place)
  for (const event of events) M.cast(pid, event)
  return yield* all()
}

/**
 * The same, until it has told so many things; and then until a time later than all that could come. The events are all there when it sees the first:
 * however busy the machine is, no time passes between them.
 */
function* toldInTime(place: Place, count: number, events: (pid: Pid) => void): Process<unknown[]> {
  const { pid } = yield* M.start(self(), place)
  yield* Sys.suspend(pid)
  events(pid)
  yield* Sys.resume(pid)
  const messages: unknown[] = []
  while (messages.length < count) messages.push(yield* receive())
  Process.sendAfter(self(), 'over', 80)
  for (let message = yield* receive(); message !== 'over'; message = yield* receive()) messages.push(message)
  return messages
}

export const stateMachines = {
  *statem_enter_postpone(place) {
    return yield* told(place, 'post', 'other', ['go', 's2'])
  },

  *statem_same_state_no_enter(place) {
    return yield* told(place, 'same', 'repeat')
  },

  *statem_state_timeout_cancel(place) {
    return yield* toldInTime(place, 2, (pid) => {
      M.cast(pid, ['keep', [['stateTimeout', 30, 'st']]])
      M.cast(pid, ['go', 's2'])
    })
  },

  *statem_state_timeout_fires(place) {
    return yield* toldInTime(place, 2, (pid) => M.cast(pid, ['keep', [['stateTimeout', 20, 'st']]]))
  },

  *statem_event_timeout_cancel(place) {
    return yield* toldInTime(place, 2, (pid) => {
      M.cast(pid, ['keep', [['timeout', 20, 'et']]])
      send(pid, 'x')
    })
  },

  *statem_generic_to_survives(place) {
    return yield* toldInTime(place, 3, (pid) => {
      M.cast(pid, ['keep', [['namedTimeout', 'n', 20, 'gt']]])
      M.cast(pid, ['go', 's3'])
    })
  },

  *statem_next_event_first(place) {
    const { pid } = yield* M.start(self(), place)
    yield* Sys.suspend(pid)
    const insert = (content: string): StatemAction => ['nextEvent', { type: 'internal', content }]
    M.cast(pid, ['keep', [insert('a'), insert('b')]])
    M.cast(pid, 'later')
    yield* Sys.resume(pid)
    return yield* all()
  },

  *statem_requests(place) {
    let asked: Requests<unknown, string> = []
    for (const label of ['p', 'q']) {
      const { pid } = yield* M.start(self(), place)
      asked = [...asked, [M.sendRequest(pid, ['ask', label]), label]]
    }
    const answers: [label: string, reply: unknown][] = []
    for (;;) {
      const next = yield* GenStatem.receiveAnyResponse(asked)
      if (next === undefined || next === timeout) return [answers.sort(), next === undefined ? 'no_request' : next]
      if (next.response.ok) answers.push([next.label, next.response.reply])
      asked = next.rest
    }
  },

  *statem_hibernate_after(place) {
    const { pid } = yield* M.start(self(), { ...place, hibernateAfter: 1 })
    let asleep = yield* Process.info(pid, 'currentFunction')
    for (; asleep?.name !== 'wake'; asleep = yield* Process.info(pid, 'currentFunction')) yield* sleep(1)
    M.cast(pid, 'other')
    return [asleep.name, yield* all()]
  },
} satisfies Rows
