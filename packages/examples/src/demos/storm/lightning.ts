import { type Pid, Process, type Ref, receive, Supervisor, self, send, timeout } from 'multibeam'
import { randomNumbers } from '../../lib/random.ts'
import { type Census, Deaths } from './census.ts'
import { Company, type Plan, type Seat, type UpMessage, Worker, workersOf } from './tree.ts'

/** How the storm is. */
export interface Weather {
  readonly teams: number
  readonly seats: number
  readonly strikes: number
  /** Milliseconds between two strikes. */
  readonly pause: number
  readonly seed: number
}

/** Told to the main thread: a worker has started or ended, or somebody was struck. */
export type StormEvent =
  | ['event', 'up', seat: Seat, scheduler: number, at: number]
  | ['event', 'down', seat: Seat, at: number]
  | ['event', 'strike', target: Target, at: number]

/** Sent behind the last event. */
export type OverMessage = 'over'

/** What is struck: a worker is killed, or fails by itself; or the supervisor of a whole team is killed. */
export type Target = 'worker' | 'failure' | 'supervisor'

/** How many of a hundred strikes hit a supervisor, and how many make a worker fail. */
const SUPERVISORS = 1
const FAILURES = 30

/** Starts the tree, strikes, waits until everybody is back, asks everybody, and tells who was lost and who came back. */
export function* storm(weather: Weather, observer: Pid): Process<Census> {
  const { teams, seats, strikes, pause, seed } = weather
  const random = randomNumbers(seed)
  const deaths = new Deaths(teams, seats)
  const plan: Plan = { teams, seats, observer: self() }
  const { pid: company } = yield* Company.startLink(plan)
  while (!deaths.allUp()) yield* hear(deaths, observer, Number.POSITIVE_INFINITY)
  deaths.begin()
  for (let strike = 0; strike < strikes; strike++) {
    const until = performance.now() + pause
    for (let left = pause; left > 0; left = until - performance.now()) {
      if (!(yield* hear(deaths, observer, Math.ceil(left)))) break
    }
    while (deaths.living().length === 0) yield* hear(deaths, observer, Number.POSITIVE_INFINITY)
    const target = strikeOne(deaths, random)
    send(observer, ['event', 'strike', target, performance.timeOrigin + performance.now()] satisfies StormEvent)
  }
  while (!deaths.allUp()) yield* hear(deaths, observer, Number.POSITIVE_INFINITY)
  let answers = 0
  for (const { pid, seat } of deaths.living()) {
    const { team, seat: number } = yield* Worker.call(pid, 'seat')
    if (team === seat.team && number === seat.seat) answers++
  }
  yield* Supervisor.stop(company)
  send(observer, 'over' satisfies OverMessage)
  return deaths.census(strikes, answers)
}

function strikeOne(deaths: Deaths, random: () => number): Target {
  const living = deaths.living()
  const { pid, seat } = living[Math.floor(random() * living.length)] as (typeof living)[0]
  const kind = random() * 100
  const supervisor = Process.whereis(workersOf(seat.team))
  if (kind < SUPERVISORS && supervisor !== undefined) {
    deaths.struckTeam(seat.team)
    Process.exit(supervisor, 'kill')
    return 'supervisor'
  }
  deaths.struck(pid)
  if (kind < SUPERVISORS + FAILURES) {
    Worker.cast(pid, 'fail')
    return 'failure'
  }
  Process.exit(pid, 'kill')
  return 'worker'
}

type DownMessage = ['DOWN', ref: Ref, 'process', pid: Pid, reason: unknown]

/** Takes one message about a worker, if there is one in time; whether there was. */
function* hear(deaths: Deaths, observer: Pid, milliseconds: number): Process<boolean> {
  const message = yield* receive<UpMessage | DownMessage>(isNews, { after: milliseconds })
  const at = performance.timeOrigin + performance.now()
  if (message === timeout) return false
  if (message[0] === 'up') {
    const [, seat, pid, scheduler] = message
    Process.monitor(pid)
    deaths.up(seat, pid)
    send(observer, ['event', 'up', seat, scheduler, at] satisfies StormEvent)
  } else {
    const seat = deaths.down(message[3])
    if (seat !== undefined) send(observer, ['event', 'down', seat, at] satisfies StormEvent)
  }
  return true
}

function isNews(message: unknown): message is UpMessage | DownMessage {
  return Array.isArray(message) && (message[0] === 'up' || message[0] === 'DOWN')
}
