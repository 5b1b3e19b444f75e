import type { SortKey } from '../protocol.ts'
import type { TopState } from './state.ts'

/** A key as `node:readline` names it. */
export interface Key {
  readonly name?: string | undefined
  readonly sequence?: string | undefined
  readonly ctrl?: boolean | undefined
}

/** What is to be done after a key; `ask`: the processes are to be asked for anew. */
export type Reaction = 'quit' | 'suspend' | 'ask' | 'draw' | 'none'

const SORTS: Readonly<Record<string, SortKey>> = {
  p: 'pid',
  n: 'name',
  i: 'initialCall',
  f: 'currentFunction',
  t: 'status',
  l: 'queueLength',
  r: 'reductions',
  m: 'memory',
  k: 'links',
  s: 'scheduler',
}

export const KEY_LINE = 'q quit  r reductions  m memory  l queue  / filter  c scheduler  space pause  ? help'

export const HELP_LINES: readonly string[] = [
  '',
  '  Sort by (once more: the other way round)',
  '    r reductions   m memory     l length of the mailbox   k links',
  '    p pid          n name       i initial call            f function it is in',
  '    t status       s scheduler',
  '',
  '  Look',
  '    /              only processes with a text in pid, name or functions; Enter takes it, Esc forgets it',
  '    c              only those of one scheduler, the next one with each c, then all',
  '    arrows, PgUp, PgDn, Home, End',
  '    space          stands still, until the next space',
  '',
  '    q, Ctrl-C      quit      Ctrl-Z  suspend      ?  this help, any key ends it',
]

/** Does what a key says. `rows`: those that the screen has for processes. */
export function press(state: TopState, key: Key, rows: number): Reaction {
  if (key.ctrl === true && key.name === 'c') return 'quit'
  if (key.ctrl === true && key.name === 'z') return 'suspend'
  if (state.typing !== undefined) return typeFilter(state, state.typing, key)
  if (state.showsHelp) {
    state.showsHelp = false
    return key.name === 'q' ? 'quit' : 'draw'
  }
  if (key.ctrl === true) return 'none'
  if (key.sequence === '/') {
    state.typing = state.view.filter
    return 'draw'
  }
  if (key.sequence === '?' || key.name === 'h') {
    state.showsHelp = true
    return 'draw'
  }
  const sort = SORTS[key.name ?? '']
  if (sort !== undefined) {
    state.sortBy(sort)
    return 'ask'
  }
  return look(state, key, rows)
}

function look(state: TopState, { name }: Key, rows: number): Reaction {
  const steps: Readonly<Record<string, number>> = {
    up: -1,
    down: 1,
    pageup: -rows,
    pagedown: rows,
    home: Number.NEGATIVE_INFINITY,
    end: Number.POSITIVE_INFINITY,
  }
  const step = steps[name ?? '']
  if (step !== undefined) {
    state.scroll(step, rows)
    return 'ask'
  }
  switch (name) {
    case 'q':
      return 'quit'
    case 'c':
      state.nextScheduler()
      return 'ask'
    case 'escape':
      state.filterBy('')
      return 'ask'
    case 'space':
      state.isPaused = !state.isPaused
      return state.isPaused ? 'draw' : 'ask'
    default:
      return 'none'
  }
}

/** Keys while the filter is typed. */
function typeFilter(state: TopState, typed: string, { name, sequence = '', ctrl }: Key): Reaction {
  if (name === 'return' || name === 'enter') {
    state.typing = undefined
    state.filterBy(typed)
    return 'ask'
  }
  if (name === 'escape') state.typing = undefined
  else if (name === 'backspace') state.typing = [...typed].slice(0, -1).join('')
  else if (ctrl === true && name === 'u') state.typing = ''
  else if (ctrl !== true && /^[^\p{C}]+$/u.test(sequence)) state.typing = typed + sequence
  return 'draw'
}
