import type { JSX } from 'preact'
import { formatShare } from '../format/numbers.ts'

/** A share of 0 to 1 as a bar, with its number beside it. */
export function Meter({ share, level, label }: { share: number; level: string; label: string }): JSX.Element {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100)
  return (
    <span class="meter" data-level={level}>
      <meter class="bar" min={0} max={100} value={percent} aria-label={label} />
      <span class="number">{formatShare(share)}</span>
    </span>
  )
}
