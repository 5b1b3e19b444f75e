import type { Hello, Overview, Processes, ProcessesRequest, SortKey, StreamEvent, VMEvent } from '../protocol.ts'
import { DEEPEST_ROW, MOST_ROWS } from '../protocol.ts'

/** Happenings that are kept to be shown. Chosen: one line of them is. */
const MOST_HAPPENINGS = 20

/** How a user looks at the processes. */
export interface View {
  readonly sort: SortKey
  readonly descending: boolean
  readonly filter: string
  /** Only those of this scheduler; null: of all. */
  readonly scheduler: number | null
  /** Rows above the first one shown. */
  readonly offset: number
}

/** What `multibeam top` knows. */
export class TopState {
  view: View
  hello: Hello | undefined
  overview: Overview | undefined
  processes: Processes | undefined
  /** Why the last question was not answered; empty: it was. */
  trouble = ''
  isPaused = false
  showsHelp = false
  /** The filter while it is being typed; undefined: it is not. */
  typing: string | undefined
  crashes = 0
  restarts = 0
  /** Newest last; what floods, steals and moves, is left out. */
  happenings: VMEvent[] = []
  /** The VM has said that it stops. */
  hasStopped = false

  constructor(view: Partial<View> = {}) {
    this.view = { sort: 'reductions', descending: true, filter: '', scheduler: null, offset: 0, ...view }
  }

  take(event: StreamEvent): void {
    switch (event.type) {
      case 'hello':
        this.hello = event
        for (const happening of event.recent) this.#happened(happening)
        return
      case 'overview':
        if (!this.isPaused) this.overview = event
        return
      case 'events':
        for (const happening of event.events) this.#happened(happening)
        return
      case 'goodbye':
        this.hasStopped = true
    }
  }

  /** The question whose answer fills `rows` rows. */
  request(rows: number): ProcessesRequest {
    const { sort, descending, filter, scheduler, offset } = this.view
    const limit = Math.min(MOST_ROWS, Math.max(1, rows))
    return {
      type: 'processes',
      sort,
      descending,
      filter,
      ...(scheduler === null ? {} : { scheduler }),
      offset: Math.min(offset, DEEPEST_ROW - limit),
      limit,
    }
  }

  /** Sorts by a key: the largest numbers first, names from A; once more: the other way. */
  sortBy(sort: SortKey): void {
    const descending = this.view.sort === sort ? !this.view.descending : isNumber(sort)
    this.view = { ...this.view, sort, descending, offset: 0 }
  }

  filterBy(filter: string): void {
    this.view = { ...this.view, filter, offset: 0 }
  }

  /** To the next scheduler, and after the last one to all of them. */
  nextScheduler(): void {
    const last = this.hello?.schedulers ?? 1
    const next = (this.view.scheduler ?? 0) + 1
    this.view = { ...this.view, scheduler: next > last ? null : next, offset: 0 }
  }

  /** So many rows further down, or up. `rows`: those that the screen has. */
  scroll(by: number, rows: number): void {
    const matching = this.processes?.matching ?? 0
    const most = Math.max(0, Math.min(matching, DEEPEST_ROW) - rows)
    this.view = { ...this.view, offset: Math.max(0, Math.min(this.view.offset + by, most)) }
  }

  #happened(event: VMEvent): void {
    if (event.kind === 'steal' || event.kind === 'migration') return
    if (event.kind === 'crash') this.crashes++
    if (event.kind === 'supervisor' && event.restarts) this.restarts++
    this.happenings.push(event)
    if (this.happenings.length > MOST_HAPPENINGS) this.happenings.shift()
  }
}

function isNumber(sort: SortKey): boolean {
  return sort === 'queueLength' || sort === 'reductions' || sort === 'memory' || sort === 'links'
}
