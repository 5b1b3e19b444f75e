import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  append,
  type FreshRef,
  type Mailbox,
  messagesOf,
  NO_MATCH,
  takeFirst,
  takeMatching,
} from '../../src/mailbox/mailbox.ts'
import { _, type Pattern } from '../../src/mailbox/pattern.ts'

class Plain implements Mailbox {
  first: Mailbox['first'] = null
  last: Mailbox['last'] = null
  queued = 0
  examined: Mailbox['examined'] = null
  rare: FreshRef | null = null
}

function mailboxOf(...messages: unknown[]): Plain {
  const mailbox = new Plain()
  for (const message of messages) append(mailbox, message)
  return mailbox
}

function makeFresh(mailbox: Plain, freshRef: number): void {
  mailbox.rare = { freshRef, beforeFreshRef: mailbox.last }
}

/** A message that notes when its first element is looked at. */
function watched(first: unknown, looks: unknown[]): unknown[] {
  const message: unknown[] = [undefined, 'rest']
  Object.defineProperty(message, 0, {
    get: () => {
      looks.push(first)
      return first
    },
  })
  return message
}

describe('a mailbox', () => {
  it('S01 gives the oldest that matches and keeps the others in order', () => {
    const mailbox = mailboxOf(['a', 1], ['b', 1], ['a', 2], ['b', 2])
    expect(takeMatching(mailbox, 'b')).toEqual(['b', 1])
    expect(takeMatching(mailbox, 'a')).toEqual(['a', 1])
    expect(messagesOf(mailbox)).toEqual([
      ['a', 2],
      ['b', 2],
    ])
    expect(mailbox.queued).toBe(2)
  })

  it('looks at each message once for one receive, however often it is asked', () => {
    const looks: unknown[] = []
    const mailbox = mailboxOf(watched('a', looks), watched('b', looks))
    expect(takeMatching(mailbox, 'z')).toBe(NO_MATCH)
    append(mailbox, watched('c', looks))
    expect(takeMatching(mailbox, 'z')).toBe(NO_MATCH)
    expect(takeMatching(mailbox, 'z')).toBe(NO_MATCH)
    append(mailbox, 'z')
    expect(takeMatching(mailbox, 'z')).toBe('z')
    expect(looks).toEqual(['a', 'b', 'c'])
    // The next receive begins at the front.
    expect(mailbox.examined).toBeNull()
    expect(takeMatching(mailbox, 'z')).toBe(NO_MATCH)
    expect(looks).toEqual(['a', 'b', 'c', 'a', 'b', 'c'])
  })

  it('S04 does not look at messages from before a ref was made when it looks for that ref', () => {
    const looks: unknown[] = []
    const mailbox = new Plain()
    for (let i = 0; i < 1000; i++) append(mailbox, watched(i, looks))
    makeFresh(mailbox, 77)
    append(mailbox, watched('later', looks))
    append(mailbox, ['reply', 77])
    expect(takeMatching(mailbox, ['reply', 77])).toEqual(['reply', 77])
    expect(looks).toEqual(['later'])
    expect(takeMatching(mailbox, ['reply', 77])).toBe(NO_MATCH)
    expect(looks).toEqual(['later', 'later'])
    // Any other pattern looks at all.
    mailbox.examined = null
    expect(takeMatching(mailbox, ['reply', 76])).toBe(NO_MATCH)
    expect(looks).toHaveLength(1003)
  })

  it('S04 finds the reply when the last message from before the ref has been taken since', () => {
    for (const taken of [['c'], ['a', 'c'], ['c', 'b'], ['a', 'b', 'c'], ['c', 'b', 'a']]) {
      const mailbox = mailboxOf('a', 'b', 'c')
      makeFresh(mailbox, 77)
      for (const tag of taken) takeMatching(mailbox, tag)
      append(mailbox, ['reply', 77])
      expect(takeMatching(mailbox, [_, 77])).toEqual(['reply', 77])
      expect(messagesOf(mailbox)).toEqual(['a', 'b', 'c'].filter((tag) => !taken.includes(tag)))
    }
  })

  it('lets go of what stands behind a message that is taken', () => {
    const mailbox = new Plain()
    const cells = [1, 2, 3, 4].map((message) => append(mailbox, message))
    takeFirst(mailbox)
    takeMatching(mailbox, (message) => message === 3)
    takeMatching(mailbox, (message) => message === 4)
    expect(cells.map(({ next }) => next)).toEqual([null, null, null, null])
    expect(messagesOf(mailbox)).toEqual([2])
  })

  it('S06 is as it was when a predicate throws', () => {
    const mailbox = mailboxOf(1, 2, 3)
    const angry = (message: unknown): boolean => {
      if (message === 2) throw new Error('no')
      return false
    }
    expect(() => takeMatching(mailbox, angry)).toThrow('no')
    expect([messagesOf(mailbox), mailbox.queued, mailbox.examined]).toEqual([[1, 2, 3], 3, null])
    expect(() => takeMatching(mailbox, angry)).toThrow('no')
    expect(takeFirst(mailbox)).toBe(1)
  })

  it('equals an array, whatever is appended and taken, with and without fresh refs', () => {
    const tag = fc.constantFrom('a', 'b', 'c')
    const steps = fc.array(
      fc.oneof(
        {
          weight: 3,
          arbitrary: fc.tuple(fc.constant('append' as const), fc.oneof(fc.nat(3), fc.tuple(tag, fc.nat(3)))),
        },
        { weight: 2, arbitrary: fc.constant(['reply'] as const) },
        { weight: 2, arbitrary: fc.tuple(fc.constant('takeTag' as const), tag) },
        { weight: 1, arbitrary: fc.tuple(fc.constant('takeNumber' as const), fc.nat(3)) },
        { weight: 1, arbitrary: fc.constant(['takeFirst'] as const) },
        { weight: 1, arbitrary: fc.constant(['makeFresh'] as const) },
        { weight: 2, arbitrary: fc.constant(['takeReply'] as const) },
      ),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(steps, (sequence) => {
        const mailbox = new Plain()
        const model: unknown[] = []
        let fresh = 1000
        const put = (message: unknown): void => {
          append(mailbox, message)
          model.push(message)
        }
        const take = (pattern: Pattern, accepts: (message: unknown) => boolean): void => {
          const at = model.findIndex(accepts)
          expect(takeMatching(mailbox, pattern)).toBe(at === -1 ? NO_MATCH : model.splice(at, 1)[0])
          // The receive is over, as after a time-out.
          mailbox.examined = null
        }
        for (const step of sequence) {
          if (step[0] === 'append') put(step[1])
          else if (step[0] === 'reply') put(['reply', fresh])
          else if (step[0] === 'takeTag') take(step[1], (message) => Array.isArray(message) && message[0] === step[1])
          else if (step[0] === 'takeNumber')
            take(
              (n: unknown) => n === step[1],
              (message) => message === step[1],
            )
          else if (step[0] === 'takeReply')
            take([_, fresh], (message) => Array.isArray(message) && message[1] === fresh)
          else if (step[0] === 'makeFresh') makeFresh(mailbox, ++fresh)
          else if (model.length > 0) expect(takeFirst(mailbox)).toBe(model.shift())
          expect(messagesOf(mailbox)).toEqual(model)
          expect(mailbox.queued).toBe(model.length)
          expect(mailbox.last?.message).toBe(model.at(-1))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('equals an array that one receive after the other waits on while messages arrive', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.array(fc.nat(4), { maxLength: 4 }), fc.nat(4))), (rounds) => {
        const mailbox = new Plain()
        const model: number[] = []
        for (const [arriving, wanted] of rounds) {
          let found: unknown = takeMatching(mailbox, (message: number) => message === wanted)
          for (const message of arriving) {
            append(mailbox, message)
            model.push(message)
            if (found === NO_MATCH) found = takeMatching(mailbox, (other: number) => other === wanted)
          }
          const at = model.indexOf(wanted)
          expect(found).toBe(at === -1 ? NO_MATCH : model.splice(at, 1)[0])
          mailbox.examined = null
          expect(messagesOf(mailbox)).toEqual(model)
        }
      }),
    )
  })
})
