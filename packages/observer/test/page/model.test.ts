import { describe, expect, it } from 'vitest'
import { appendEvents, crashBehind, EMPTY_LOG, LONGEST_LOG, restartAfter } from '../../src/page/model/event-log.ts'
import {
  appendOverview,
  columnsBySchedulers,
  type History,
  LONGEST_HISTORY,
  total,
} from '../../src/page/model/history.ts'
import { loads, mostLoaded } from '../../src/page/model/load.ts'
import { movesOf } from '../../src/page/model/moves.ts'
import { crash, overview, restart, type scheduler, steal } from './support.ts'

describe('the history', () => {
  it('keeps the last five minutes', () => {
    let history: History = []
    for (let i = 1; i <= LONGEST_HISTORY + 10; i++) history = appendOverview(history, overview(i * 1000, []))
    expect([history.length, history[0]?.time]).toEqual([LONGEST_HISTORY, 11_000])
  })

  it('begins anew with another VM, whose clock does not go on from there', () => {
    expect(appendOverview([overview(5_000, [])], overview(1_000, []))).toHaveLength(1)
  })

  it('has a column a scheduler, empty where it had not begun', () => {
    const history = [overview(1000, [{ runQueue: 1 }]), overview(2000, [{ runQueue: 2 }, { runQueue: 3 }])]
    expect(columnsBySchedulers(history, ({ runQueue }) => runQueue)).toEqual([
      [1, 2],
      [null, 3],
    ])
    expect(total(overview(0, [{ runQueue: 2 }, { runQueue: 3 }]), ({ runQueue }) => runQueue)).toBe(5)
  })
})

describe('the moves', () => {
  it('are what has come to each scheduler between two overviews, stolen or handed over', () => {
    const history = [
      overview(1000, [{ movedIn: 7, stealsWon: 2 }, {}]),
      overview(2000, [
        { movedIn: 7, stealsWon: 2 },
        { movedIn: 5, stealsWon: 1 },
      ]),
      overview(3000, [
        { movedIn: 9, stealsWon: 2 },
        { movedIn: 5, stealsWon: 1, movedOut: 2 },
      ]),
    ]
    expect(movesOf(history)).toEqual([
      { time: 2000, scheduler: 2, hasStolen: true, processes: 5 },
      { time: 3000, scheduler: 1, hasStolen: false, processes: 2 },
    ])
    expect(movesOf(history.slice(0, 1))).toEqual([])
  })

  it('go back as far as the history does, however many there are', () => {
    const schedulers = (time: number) => Array.from({ length: 64 }, () => ({ movedIn: time, stealsWon: time }))
    let history: History = []
    for (let i = 1; i <= LONGEST_HISTORY; i++) history = appendOverview(history, overview(i * 1000, schedulers(i)))
    const moves = movesOf(history)
    expect([moves.length, moves[0]?.time]).toEqual([64 * (LONGEST_HISTORY - 1), 2000])
  })

  it('of a scheduler that has been started anew count anew', () => {
    expect(movesOf([overview(1000, [{ movedIn: 9 }]), overview(2000, [{ movedIn: 1 }])])).toEqual([])
    expect(movesOf([overview(1000, []), overview(2000, [{ movedIn: 1 }])])).toEqual([])
  })
})

describe('the load', () => {
  const steady = (...schedulers: Parameters<typeof scheduler>[1][]): History =>
    [1, 2, 3, 4, 5].map((time) => overview(time * 1000, schedulers))

  it('is too high on a scheduler that is always busy while others wait on it', () => {
    const all = loads(steady({ utilization: 0.3 }, { utilization: 1, runQueue: 4 }, { utilization: 1, runQueue: 0 }))
    expect(all.map(({ level }) => level)).toEqual(['normal', 'overloaded', 'busy'])
    expect(mostLoaded(all)).toMatchObject({ id: 2, utilization: 1, runQueue: 4 })
  })

  it('is not judged by a single second', () => {
    const history = [...steady({ utilization: 0.1 }), overview(6000, [{ utilization: 1, runQueue: 9 }])]
    expect(loads(history)[0]?.level).toBe('normal')
  })

  it('is highest, if none is overloaded, where the utilization is', () => {
    expect(mostLoaded(loads(steady({ utilization: 0.2 }, { utilization: 0.4 })))?.id).toBe(2)
    expect(mostLoaded(loads([]))).toBeUndefined()
  })

  it('tells an idle scheduler that is offline', () => {
    expect(loads(steady({ online: false }))[0]?.level).toBe('offline')
  })
})

describe('the log', () => {
  it('sorts events by their subject, newest first', () => {
    const log = appendEvents(appendEvents(EMPTY_LOG, [crash(1), steal(2)]), [steal(3), restart(4)])
    expect(log.moves.map(({ number }) => number)).toEqual([3, 2])
    expect([log.crashes, log.supervision].map((events) => events.map(({ number }) => number))).toEqual([[1], [4]])
  })

  it('leaves out what it has seen, as after a reconnect', () => {
    const log = appendEvents(EMPTY_LOG, [crash(1), crash(2)])
    expect(appendEvents(log, [crash(1), crash(2)])).toBe(log)
    expect(appendEvents(log, [crash(2), crash(3)]).crashes.map(({ number }) => number)).toEqual([3, 2, 1])
  })

  it('is bounded by subject: steals do not push the crashes out', () => {
    let log = appendEvents(EMPTY_LOG, [crash(0)])
    for (let i = 1; i <= 3 * LONGEST_LOG; i++) log = appendEvents(log, [steal(i)])
    expect([log.moves.length, log.crashes.length]).toEqual([LONGEST_LOG, 1])
  })

  it('adds up what was dropped', () => {
    expect(appendEvents(appendEvents(EMPTY_LOG, [], 3), [crash(1)], 4).dropped).toBe(7)
  })

  it('finds the restart after a crash, and the crash behind a restart', () => {
    const log = appendEvents(EMPTY_LOG, [crash(1, 41), restart(2, 41), restart(3, 42)])
    expect(restartAfter(log, crash(1, 41))?.number).toBe(2)
    expect(crashBehind(log, restart(2, 41))?.number).toBe(1)
    expect(crashBehind(log, restart(3, 42))).toBeUndefined()
  })
})
