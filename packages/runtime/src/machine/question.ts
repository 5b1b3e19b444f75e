import type { Ref } from '@multibeam/scheduler'

/** What one process asks about another: the question's name and what belongs to it. */
export type Question =
  | readonly ['info', readonly string[]]
  | readonly ['alive']
  | readonly ['observe']
  | readonly ['register', string]
  | readonly ['unregister', string]
  | readonly ['suspend']
  | readonly ['timer', ref: Ref, cancel: boolean]

/** The answer when there is no such process (any more). */
export function answerForDead(question: Question): unknown {
  if (question[0] === 'info' || question[0] === 'observe') return undefined
  return question[0] === 'register' ? 'dead' : false
}
