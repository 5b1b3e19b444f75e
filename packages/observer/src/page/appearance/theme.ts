import { effect, signal } from '@preact/signals'

/** `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark'

const KEY = 'multibeam.observer.theme'
const THEMES: readonly Theme[] = ['system', 'light', 'dark']

export const theme = signal<Theme>(THEMES.find((name) => name === localStorage.getItem(KEY)) ?? 'system')
/** Counts the changes of colours: what is drawn on a canvas is to be drawn anew. */
export const coloursChanged = signal(0)

export function nextTheme(): void {
  theme.value = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] as Theme
}

export function followTheme(): void {
  effect(() => {
    document.documentElement.dataset.theme = theme.value
    localStorage.setItem(KEY, theme.value)
    coloursChanged.value = coloursChanged.peek() + 1
  })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    coloursChanged.value++
  })
}

/** The value of a custom property of CSS, such as `--line`. */
export function cssColour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}
