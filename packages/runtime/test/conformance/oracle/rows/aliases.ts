import { Process, type Ref, receive, send, spawnWith } from 'multibeam'
import { all, type Rows } from './row.ts'

/** Answers a question by alias twice. */
function* answerTwice(): Process {
  const [alias] = yield* receive<[Ref, string]>()
  send(alias, [alias, 'r1'])
  send(alias, [alias, 'r2'])
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
} satisfies Rows
