import type { Pid } from 'multibeam'
import { describe, expect, it } from 'vitest'
import { Deaths } from '../../../src/demos/storm/census.ts'
import { lifelines } from '../../../src/demos/storm/lifelines.ts'
import type { StormEvent } from '../../../src/demos/storm/lightning.ts'

const pid = (number: number): Pid => number as Pid

describe('the census', () => {
  it('tells who was struck, who went with a supervisor, who came back, and who survived', () => {
    const deaths = new Deaths(2, 2)
    for (let i = 0; i < 4; i++) deaths.up({ team: i >> 1, seat: i & 1 }, pid(i))
    deaths.begin()
    expect(deaths.allUp()).toBe(true)

    deaths.struck(pid(0))
    expect(deaths.allUp()).toBe(false)
    expect(deaths.living().map((living) => living.pid)).toEqual([1, 2, 3].map(pid))
    expect(deaths.down(pid(0))).toEqual({ team: 0, seat: 0 })
    deaths.up({ team: 0, seat: 0 }, pid(10))
    expect(deaths.allUp()).toBe(true)

    deaths.struckTeam(1)
    for (const gone of [2, 3]) deaths.down(pid(gone))
    for (const seat of [0, 1]) deaths.up({ team: 1, seat }, pid(20 + seat))
    expect(deaths.census(2, 4)).toEqual({
      seats: 4,
      strikes: 2,
      struck: 1,
      withSupervisor: 2,
      restarts: 3,
      survivors: 1,
      answers: 4,
    })
  })
})

describe('the picture', () => {
  it('has a bar a life, and a red mark where it ends', () => {
    const seat = { team: 0, seat: 0 }
    const events: StormEvent[] = [
      ['event', 'up', seat, 1, 0],
      ['event', 'down', seat, 50],
      ['event', 'up', seat, 2, 60],
      ['event', 'strike', 'worker', 100],
    ]
    const { width, pixels } = lifelines(events, 1, 1)
    const at = (share: number): number[] => {
      const x = Math.round(10 + (width - 20) * share)
      return [...pixels.subarray((11 * width + x) * 3, (11 * width + x) * 3 + 3)]
    }
    expect(at(0.5)).toEqual([255, 86, 86])
    expect(at(0.55)).toEqual([23, 23, 29])
    expect((at(0.25)[0] as number) > (at(0.25)[2] as number)).toBe(true)
    expect((at(0.8)[0] as number) < (at(0.8)[2] as number)).toBe(true)
  })
})
