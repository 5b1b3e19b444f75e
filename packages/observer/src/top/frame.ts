import type { Overview, ProcessRow, SchedulerOverview } from '../protocol.ts'
import { type Column, layOut } from './columns.ts'
import { describe } from './happening.ts'
import { HELP_LINES, KEY_LINE } from './keys.ts'
import { bytes, duration, grouped, short } from './numbers.ts'
import type { TopState } from './state.ts'
import { clip, fit, harmless, widthOf } from './text.ts'

export type Style = 'bold' | 'dim' | 'inverse' | 'green' | 'yellow' | 'red'
/** Gives text a style, or leaves it as it is where nobody sees styles. */
export type Paint = (style: Style, text: string) => string

export interface Size {
  readonly columns: number
  readonly rows: number
}

/** Utilization from which on a bar is yellow, and red. Chosen. */
const BUSY = 0.7
const FULL = 0.95
/** Rows of processes that there are at least, before schedulers are left out. Chosen. */
const LEAST_ROWS = 5
/** Narrower than this, a scheduler has no room for its numbers. Chosen. */
const NARROW = 60

/** Rows for processes on a screen of this size. */
export function rowsFor(state: TopState, size: Size): number {
  return Math.max(1, size.rows - headOf(state, size, plain).length - 2)
}

/** A screen: lines of at most `columns` columns, `rows` of them at most. */
export function frameOf(state: TopState, size: Size, paint: Paint): string[] {
  const { columns, rows } = size
  const whole = state.showsHelp
    ? HELP_LINES.map((line) => clip(line, columns))
    : [...headOf(state, size, paint), ...tableOf(state, size, paint)]
  const lines = whole.slice(0, rows - 1)
  while (lines.length < rows - 1) lines.push('')
  return [...lines, footOf(state, columns, paint)]
}

/** What is printed where there is no screen: all there is, as wide as it may be. */
export function pageOf(state: TopState, columns: number, paint: Paint): string[] {
  const size = { columns, rows: Number.POSITIVE_INFINITY }
  return [...headOf(state, size, paint), ...tableOf(state, size, paint)].map((line) => line.trimEnd())
}

function headOf(state: TopState, size: Size, paint: Paint): string[] {
  const { hello, overview } = state
  if (hello === undefined || overview === undefined) return [clip('waiting for the observed VM…', size.columns)]
  const { columns } = size
  const who = `multibeam ${hello.version}  pid ${hello.osPid}  node ${hello.node.replace(/^v/, '')}`
  const lines = [
    ends(paint('bold', clip(who, columns)), clip(who, columns), `up ${duration(overview.time)}`, columns),
    clip(sums(state, overview), columns),
    ...schedulerLines(overview.schedulers, size, paint),
    lastHappening(state, columns, paint),
  ]
  return lines
}

function sums(state: TopState, { processes, rss, schedulers, online }: Overview): string {
  const total = (read: (scheduler: SchedulerOverview) => number): string =>
    short(schedulers.reduce((sum, scheduler) => sum + read(scheduler), 0))
  return [
    `${grouped(processes)} processes`,
    `${online === schedulers.length ? '' : `${online} of `}${schedulers.length} schedulers`,
    `${state.crashes} crashes, ${state.restarts} restarts lately`,
    `${total((one) => one.slicesPerSecond)} slices/s`,
    `${total((one) => one.spawnedPerSecond)} spawned/s`,
    bytes(rss),
    `${total((one) => one.signalsSentPerSecond)} signals/s between schedulers`,
  ].join('  ')
}

/** One a scheduler while there is room, else only the busiest ones' bars, several in a line. */
function schedulerLines(schedulers: readonly SchedulerOverview[], { columns, rows }: Size, paint: Paint): string[] {
  const room = rows - LEAST_ROWS - 5
  if (schedulers.length <= room) return schedulers.map((scheduler) => schedulerLine(scheduler, columns, paint))
  const each = 10
  const across = Math.max(1, Math.floor(columns / each))
  const lines: string[] = []
  for (let from = 0; from < schedulers.length && lines.length < Math.max(1, room); from += across) {
    const cells = schedulers.slice(from, from + across).map(({ id, utilization }) => {
      const text = fit(`${id}:${percent(utilization)}`, each)
      return paint(colourOf(utilization), text)
    })
    lines.push(cells.join(''))
  }
  return lines
}

function schedulerLine(scheduler: SchedulerOverview, columns: number, paint: Paint): string {
  const { id, utilization, online } = scheduler
  const name = fit(String(id), 3, 'right')
  const numbers = columns < NARROW ? '' : numbersOf(scheduler)
  const width = Math.max(4, Math.min(30, columns - 12 - widthOf(numbers)))
  const filled = Math.round(utilization * width)
  const bar = paint(colourOf(utilization), '|'.repeat(filled)) + ' '.repeat(width - filled)
  const share = online ? fit(percent(utilization), 5, 'right') : '  off'
  const room = Math.max(0, columns - 11 - width)
  return `${name} [${bar}]${share}${fit(numbers, room)}`
}

function numbersOf(scheduler: SchedulerOverview): string {
  const { runQueue, processes, stealsWon, movedIn, movedOut, heapUsed } = scheduler
  return [
    '',
    `queue ${fit(short(runQueue), 5)}`,
    `procs ${fit(short(processes), 5)}`,
    `steals ${fit(short(stealsWon), 5)}`,
    `in/out ${fit(`${short(movedIn)}/${short(movedOut)}`, 11)}`,
    `heap ${bytes(heapUsed)}`,
  ].join('  ')
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}

function colourOf(utilization: number): Style {
  return utilization >= FULL ? 'red' : utilization >= BUSY ? 'yellow' : 'green'
}

function lastHappening({ happenings }: TopState, columns: number, paint: Paint): string {
  const last = happenings.at(-1)
  return last === undefined ? '' : paint('dim', clip(`${duration(last.time)}  ${describe(last)}`, columns))
}

function tableOf(state: TopState, { columns, rows }: Size, paint: Paint): string[] {
  const { sort, descending } = state.view
  const places = layOut(columns)
  const title = (column: Column, width: number): string => {
    const mark = column.sort === sort ? (descending ? '▼' : '▲') : ''
    return fit(column.title + mark, width, column.align)
  }
  const heading = places.map(([column, width]) => title(column, width)).join(' ')
  const line = (row: ProcessRow): string => {
    const text = places.map(([column, width]) => fit(column.text(row), width, column.align)).join(' ')
    return row.status === 'running' ? paint('bold', clip(text, columns)) : clip(text, columns)
  }
  const shown = state.processes?.rows.slice(0, Math.max(1, rows)) ?? []
  return [paint('inverse', fit(heading, Math.min(columns, widthOf(heading)))), ...shown.map(line)]
}

function footOf(state: TopState, columns: number, paint: Paint): string {
  if (state.typing !== undefined) return clip(`filter: ${harmless(state.typing)}_`, columns)
  if (state.trouble !== '') return paint('yellow', clip(harmless(state.trouble), columns))
  const { matching = 0, rows = [], silent = [] } = state.processes ?? {}
  const { filter, scheduler, offset } = state.view
  const notes = [
    state.isPaused ? 'paused' : '',
    filter === '' ? '' : `filter "${harmless(filter)}"`,
    scheduler === null ? '' : `scheduler ${scheduler}`,
    silent.length === 0 ? '' : `no answer from ${silent.join(', ')}`,
    rows.length === 0
      ? matching === 0 && filter !== ''
        ? 'none'
        : ''
      : `${grouped(offset + 1)}-${grouped(offset + rows.length)} of ${grouped(matching)}`,
  ].filter((note) => note !== '')
  const right = clip(notes.join('  '), columns)
  const left = clip(KEY_LINE, Math.max(0, columns - widthOf(right) - 2))
  return ends(paint('dim', left), left, right, columns)
}

/** `left` is painted: `unpainted` tells how wide it is. Without room for both, the right one goes. */
function ends(left: string, unpainted: string, right: string, columns: number): string {
  const space = columns - widthOf(unpainted) - widthOf(right)
  if (space < 1) return unpainted === '' ? right : left
  return left + ' '.repeat(space) + right
}

function plain(_style: Style, text: string): string {
  return text
}
