import { type Pid, type Process, receive, System, send, spawn } from 'multibeam'

/** A question, and the answer with the scheduler that gave it. */
export type EchoMessage = ['echo', question: number, from: Pid]
export type AnswerMessage = ['answer', question: number, scheduler: number]

/** Spawns processes that compute for ever, and returns the pid of one that answers. */
export function* beside(hogs: number): Process<Pid> {
  for (let i = 0; i < hogs; i++) spawn(hog)
  return spawn(echo)
}

/** Never waits, and never gives up its scheduler: it is interrupted. */
export function* hog(): Process<never> {
  for (let n = 1; ; ) n = (n * 16_807) % 2_147_483_647
}

/** Sends each question back. */
export function* echo(): Process<never> {
  for (;;) {
    const [, question, from] = yield* receive<EchoMessage>('echo')
    send(from, ['answer', question, System.schedulerId()] satisfies AnswerMessage)
  }
}
