import { exit, type Pid, Process, type Ref, receive, self, send, spawnWith } from 'multibeam'
import { all, type Rows } from './row.ts'

/** Answers a question by alias twice. */
function* answerTwice(): Process {
  const [alias] = yield* receive<[Ref, string]>()
  send(alias, [alias, 'r1'])
  send(alias, [alias, 'r2'])
}

function* sendBoth(alias: Ref, to: Pid): Process {
  send(alias, 'one')
  send(to, 'sent')
}

/** Answers by alias, and exits. */
function* answerLate(): Process {
  const [, alias] = yield* receive<['q', Ref]>('q')
  send(alias, 'late')
  exit('x')
}

export const aliases = {
  *alias_reply_demonitor(place) {
    const pid = spawnWith(place, answerTwice)
    const alias = Process.monitor(pid, { alias: 'replyDemonitor' })
    send(pid, [alias, 'q'])
    return (yield* all()).map((message) => {
      const [first, second, , , reason] = message as unknown[]
      return first === alias ? second : ['down', reason]
    })
  },

  *unalias() {
    const alias = Process.alias()
    send(alias, 'one')
    // Lets what has been sent into the mailbox.
    yield* receive('nothing', { after: 0 })
    Process.unalias(alias)
    send(alias, 'two')
    return [yield* all(), Process.unalias(alias)]
  },

  *alias_reply() {
    const alias = Process.alias({ reply: true })
    send(alias, 'one')
    send(alias, 'two')
    return yield* all()
  },

  *alias_received_then_unalias() {
    const alias = Process.alias()
    send(alias, 'one')
    yield* receive('one')
    Process.unalias(alias)
    send(alias, 'two')
    return ['got', yield* all()]
  },

  *alias_sent_before_unalias_other(place) {
    const alias = Process.alias()
    spawnWith(place, sendBoth, alias, self())
    yield* receive('sent')
    Process.unalias(alias)
    return yield* all()
  },

  *monitor_alias_late_then_down(place) {
    const pid = spawnWith(place, answerLate)
    const alias = Process.monitor(pid, { alias: 'demonitor' })
    send(pid, ['q', alias])
    return (yield* all()).map((message) => (Array.isArray(message) ? ['DOWN', message[4]] : message))
  },
} satisfies Rows
