import { signal } from '@preact/signals'
import { nextTheme } from '../appearance/theme.ts'
import { paused } from '../model/store.ts'
import { VIEWS, type View } from '../navigation/address.ts'
import { go } from '../navigation/route.ts'

/** What the help lists, and what the keys do. */
export interface Shortcut {
  readonly keys: readonly string[]
  readonly does: string
  /** Undefined: the focused table or tree does it. */
  readonly run?: () => void
}

const KEY = 'multibeam.observer.shortcuts'

export const helpOpen = signal(false)
/** Single keys can get in the way of speech input (WCAG 2.1.4): they can be turned off. */
export const shortcutsOn = signal(localStorage.getItem(KEY) !== 'off')

export function setShortcuts(on: boolean): void {
  shortcutsOn.value = on
  localStorage.setItem(KEY, on ? 'on' : 'off')
}

export const viewTitles: Record<View, string> = {
  overview: 'Overview',
  processes: 'Processes',
  supervision: 'Supervision',
  crashes: 'Crashes',
  trace: 'Trace',
}

export const shortcuts: readonly Shortcut[] = [
  ...VIEWS.map((view, i) => ({ keys: [String(i + 1)], does: viewTitles[view], run: () => go({ view }) })),
  { keys: ['/'], does: 'Filter', run: () => document.querySelector<HTMLElement>('[data-filter]')?.focus() },
  { keys: ['.'], does: 'Pause, or go on', run: () => togglePause() },
  { keys: ['d'], does: 'Light, dark, or as the device', run: nextTheme },
  { keys: ['?'], does: 'This help', run: () => toggleHelp() },
  { keys: ['↑', '↓', 'j', 'k'], does: 'Next or previous row' },
  { keys: ['PgUp', 'PgDn', 'Home', 'End'], does: 'Far up or down' },
  { keys: ['←', '→'], does: 'Fold or unfold a supervisor' },
  { keys: ['Enter'], does: 'Open the row' },
  { keys: ['Esc'], does: 'Back to the list, or leave the filter', run: () => leave() },
]

export function togglePause(): void {
  paused.value = !paused.value
}

function toggleHelp(): void {
  helpOpen.value = !helpOpen.value
}

function leave(): void {
  const parent = document.querySelector<HTMLAnchorElement>('[data-parent]')
  parent?.click()
}

export function followKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !shortcutsOn.value) return
    const target = event.target as HTMLElement
    if (document.querySelector('dialog[open]') !== null) return
    if (target.matches('input, select, textarea')) {
      if (event.key === 'Escape') target.blur()
      return
    }
    const name = event.key === 'Escape' ? 'Esc' : event.key
    const shortcut = shortcuts.find(({ keys, run }) => run !== undefined && keys.includes(name))
    if (shortcut === undefined) return
    event.preventDefault()
    shortcut.run?.()
  })
}
