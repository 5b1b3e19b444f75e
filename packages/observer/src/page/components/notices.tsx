import { signal } from '@preact/signals'
import type { JSX } from 'preact'

/** A sentence that is of interest for a moment. */
interface Notice {
  readonly id: number
  readonly text: string
}

const notices = signal<readonly Notice[]>([])
let count = 0

/** Chosen: time to read two lines. */
const SHOWN_MILLISECONDS = 6_000

export function notice(text: string): void {
  const id = count++
  notices.value = [...notices.value, { id, text }]
  setTimeout(() => {
    notices.value = notices.value.filter((one) => one.id !== id)
  }, SHOWN_MILLISECONDS)
}

export function Notices(): JSX.Element {
  return (
    <div class="notices" role="status">
      {notices.value.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  )
}
