import { blank, fill } from '../../lib/canvas.ts'
import { hueOf, lch, type Rgb } from '../../lib/hues.ts'
import type { Image } from '../../lib/image.ts'
import type { StormEvent } from './lightning.ts'
import type { Seat } from './tree.ts'

const WIDTH = 800
const MARGIN = 10
const ROW = 4
/** Between two teams. */
const GAP = 6
const DEATH: Rgb = [255, 86, 86]

/** A row a seat, the teams apart, from left to right the time: a bar a life, in the hue of its scheduler, and where it ends a red mark. */
export function lifelines(events: readonly StormEvent[], teams: number, seats: number): Image {
  const height = 2 * MARGIN + teams * seats * ROW + (teams - 1) * GAP
  const image = blank(WIDTH, height)
  const times = events.map((event) => event.at(-1) as number)
  const begin = times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const end = times.reduce((a, b) => Math.max(a, b), 0)
  const x = (at: number): number => MARGIN + ((WIDTH - 2 * MARGIN) * (at - begin)) / Math.max(1e-3, end - begin)
  const y = ({ team, seat }: Seat): number => MARGIN + (team * seats + seat) * ROW + team * GAP
  const lives = new Map<string, { from: number; scheduler: number }>()
  // Drawn last, so that the next life does not hide them.
  const deaths: [x: number, y: number][] = []
  const draw = (seat: Seat, to: number): void => {
    const life = lives.get(keyOf(seat))
    if (life === undefined) return
    lives.delete(keyOf(seat))
    fill(image, x(life.from), y(seat), x(to) - x(life.from), ROW - 1, lch(62, 52, hueOf(life.scheduler)))
  }
  for (const event of events) {
    if (event[1] === 'up') {
      const [, , seat, scheduler, at] = event
      draw(seat, at)
      lives.set(keyOf(seat), { from: at, scheduler })
    } else if (event[1] === 'down') {
      const [, , seat, at] = event
      draw(seat, at)
      deaths.push([x(at), y(seat)])
    }
  }
  for (let team = 0; team < teams; team++) for (let seat = 0; seat < seats; seat++) draw({ team, seat }, end)
  for (const [left, top] of deaths) fill(image, left - 2, top, 4, ROW - 1, DEATH)
  return image
}

function keyOf({ team, seat }: Seat): string {
  return `${team}/${seat}`
}
