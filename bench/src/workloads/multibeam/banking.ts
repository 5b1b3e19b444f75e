// A teller has money moved between accounts, all transactions at once; an account that gives waits until the other one has taken. Check: the transactions,
// the sum of all balances, which stays what it was, and the money moved.

import { makeRef, type Pid, type Process, type Ref, receive, self, send, spawn } from 'multibeam'
import { draw } from '../../kernels/pseudo-random.ts'
import { type Outcome, since } from './outcome.ts'

/** Savina's seed of the teller. */
const SEED = 123456

type ToAccount = ['credit', Pid, number, Pid] | ['debit', Ref, Pid, number] | ['stop']

/** The teller. Who gives has a lower number than who takes, so that no two wait for each other. */
export function* run(count: number, transactions: number, balance: number): Process<Outcome> {
  const start = performance.now()
  const accounts: Pid[] = []
  for (let index = 0; index < count; index++) accounts.push(spawn(account, balance, self()))
  const givers = Math.floor(count / 10) * 8
  let random = SEED
  for (let left = transactions; left > 0; left--) {
    random = draw(random)
    const giver = random % givers
    random = draw(random)
    const taker = giver + Math.max(1, random % (count - giver))
    random = draw(random)
    const amount = Math.floor(100_000 / (random + 1))
    send(accounts[giver] as Pid, ['credit', self(), amount, accounts[taker] as Pid])
  }
  let done = 0
  while (done < transactions) {
    yield* receive('done')
    done++
  }
  for (const pid of accounts) send(pid, ['stop'])
  let total = 0
  let moved = 0
  for (let left = count; left > 0; left--) {
    const [, rest, given] = yield* receive<['closed', number, number]>()
    total += rest
    moved += given
  }
  return since(start, `${done} ${total} ${moved}`)
}

export function* account(first: number, teller: Pid): Process<void> {
  let balance = first
  let given = 0
  for (;;) {
    const message = yield* receive<ToAccount>()
    switch (message[0]) {
      case 'credit': {
        const [, from, amount, taker] = message
        balance -= amount
        given += amount
        const ref = makeRef()
        send(taker, ['debit', ref, self(), amount])
        yield* receive(['taken', ref])
        send(from, 'done')
        break
      }
      case 'debit': {
        const [, ref, from, amount] = message
        balance += amount
        send(from, ['taken', ref])
        break
      }
      case 'stop':
        send(teller, ['closed', balance, given])
        return
    }
  }
}
