import { accent, type Rgb } from '../../lib/hues.ts'
import { quartersReached } from '../../lib/progress.ts'
import type { Frames, Stage } from '../../lib/stage.ts'
import type { StormEvent, Weather } from './lightning.ts'

/** Events between two frames: a terminal need not show each. */
const EVENTS_PER_FRAME = 4
const YOUNG: Rgb = [255, 255, 255]
/** A worker is shown as young for so many events. */
const YOUTH = 12

/** Shows who lives: a row a team, a character a worker; where frames cannot be drawn, a line a quarter. */
export class Show {
  readonly #stage: Stage
  readonly #frames: Frames | undefined
  readonly #weather: Weather
  /** By seat: the scheduler of its worker, 0 if there is none; and the event by which it has come. */
  readonly #schedulers: Uint8Array
  readonly #born: Uint32Array
  #events = 0
  #strikes = 0
  #starts = 0

  constructor(stage: Stage, weather: Weather) {
    this.#stage = stage
    this.#frames = stage.frames()
    this.#weather = weather
    this.#schedulers = new Uint8Array(weather.teams * weather.seats)
    this.#born = new Uint32Array(this.#schedulers.length)
  }

  event(event: StormEvent): void {
    this.#events++
    if (event[1] === 'strike') {
      this.#strikes++
      this.#line()
    } else {
      const at = event[2].team * this.#weather.seats + event[2].seat
      this.#schedulers[at] = event[1] === 'up' ? event[3] : 0
      this.#born[at] = this.#events
      if (event[1] === 'up') this.#starts++
    }
    if (this.#events % EVENTS_PER_FRAME === 0) this.#draw()
  }

  finish(): void {
    this.#draw()
    this.#frames?.finish()
  }

  get #restarts(): number {
    return Math.max(0, this.#starts - this.#schedulers.length)
  }

  /** A line a quarter, where nothing is drawn. */
  #line(): void {
    if (this.#frames !== undefined) return
    for (const quarter of quartersReached(this.#strikes - 1, this.#strikes, this.#weather.strikes)) {
      this.#stage.print(`${String(quarter * 25).padStart(3)} %  ${this.#strikes} strikes, ${this.#restarts} restarts`)
    }
  }

  #draw(): void {
    const { teams, seats, strikes } = this.#weather
    // Two columns a worker where there is room.
    const wide = seats * 2 <= this.#stage.size.columns
    const rows = Array.from({ length: teams }, (_, team) => {
      return Array.from({ length: seats }, (_, seat) => this.#worker(team * seats + seat)).join(wide ? ' ' : '')
    })
    this.#frames?.draw([...rows, '', `${this.#strikes} of ${strikes} strikes, ${this.#restarts} restarts`])
  }

  #worker(at: number): string {
    const { colours } = this.#stage
    const scheduler = this.#schedulers[at] as number
    if (scheduler === 0) return colours.rgb(255, 86, 86)('x')
    const young = this.#events - (this.#born[at] as number) < YOUTH && this.#strikes > 0
    if (young) return colours.bold.rgb(...YOUNG)(colours.level === 0 ? '*' : '■')
    return colours.rgb(...accent(scheduler))(colours.level === 0 ? 'o' : '■')
  }
}
