import { DynamicSupervisor, GenServer, noreply, type Pid, reply, Supervisor, System, self, send } from 'multibeam'

/** Which worker: the seat that it has in a team. */
export interface Seat {
  readonly team: number
  readonly seat: number
}

/** Sent by each worker that has started, the first time and every other time. */
export type UpMessage = ['up', seat: Seat, pid: Pid, scheduler: number]

/** What the tree is made of: so many teams with so many seats each; who hears of them. */
export interface Plan {
  readonly teams: number
  readonly seats: number
  readonly observer: Pid
}

interface TeamPlan extends Plan {
  readonly team: number
}

/** Answers calls; fails at the word `fail`. */
export const Worker = GenServer.define({
  init: ({ seat, observer }: { seat: Seat; observer: Pid }) => {
    send(observer, ['up', seat, self(), System.schedulerId()] satisfies UpMessage)
    return seat
  },
  call: { seat: (seat) => reply(seat, seat) },
  cast: {
    fail: ({ seat, team }) => {
      throw new Error(`worker ${seat} of team ${team} was told to fail`)
    },
  },
})

/** Fills a team's supervisor with workers when it starts, and then has nothing to do. */
export const Filler = GenServer.define({
  init: (plan: TeamPlan) => noreply(plan, { continue: 'fill' }),
  continue: function* (_fill, plan) {
    for (let seat = 0; seat < plan.seats; seat++) {
      const worker = Worker.child({ seat: { team: plan.team, seat }, observer: plan.observer })
      yield* DynamicSupervisor.startChild(workersOf(plan.team), worker)
    }
    return noreply(plan)
  },
})

/** The name of the supervisor of a team's workers. */
export function workersOf(team: number): string {
  return `workers of team ${team}`
}

/** So many restarts in a second are too much for one team: its supervisor gives up, and the team begins anew. */
const MOST_RESTARTS = 12
/** Those above only see what those below give up on, and go on for ever: the storm is meant. */
const FOR_EVER = { maxRestarts: 1_000_000, maxSeconds: 1 }

/** A supervisor of workers, and who fills it. If either ends, both are started again: an empty supervisor is of no use. */
export const Team = Supervisor.define({
  strategy: 'one_for_all',
  ...FOR_EVER,
  children: (plan: TeamPlan) => [
    DynamicSupervisor.child({ name: workersOf(plan.team), maxRestarts: MOST_RESTARTS, maxSeconds: 1 }),
    Filler.child(plan),
  ],
})

/** All teams, each by itself. */
export const Company = Supervisor.define({
  strategy: 'one_for_one',
  ...FOR_EVER,
  children: (plan: Plan) =>
    Array.from({ length: plan.teams }, (_, team) => Team.child({ ...plan, team }, { id: `team ${team}` })),
})
