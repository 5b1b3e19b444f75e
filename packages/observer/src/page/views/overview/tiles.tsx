import type { JSX } from 'preact'
import { formatBytes, formatCount, formatShort } from '../../format/numbers.ts'
import { formatDuration } from '../../format/time.ts'
import { total } from '../../model/history.ts'
import { hello, latest } from '../../model/store.ts'

/** The figures of the whole VM. */
export function Tiles(): JSX.Element | null {
  const now = latest.value
  if (now === undefined) return null
  const figures: [title: string, value: string, note: string][] = [
    ['Processes', formatCount(now.processes), `of ${formatShort(hello.value?.processLimit ?? 0)}`],
    ['Run queues', formatCount(total(now, (s) => s.runQueue)), 'processes that wait'],
    ['Signals', `${formatShort(total(now, (s) => s.signalsSentPerSecond))}/s`, 'between schedulers'],
    ['Slices', `${formatShort(total(now, (s) => s.slicesPerSecond))}/s`, 'turns of processes'],
    ['Spawned', `${formatShort(total(now, (s) => s.spawnedPerSecond))}/s`, 'processes'],
    ['Memory', formatBytes(now.rss), 'of the Node process'],
    ['Up', formatDuration(now.time), `${now.online} of ${now.schedulers.length} schedulers online`],
  ]
  return (
    <dl class="tiles" aria-label="The VM">
      {figures.map(([title, value, note]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd class="value">{value}</dd>
          <dd class="note">{note}</dd>
        </div>
      ))}
    </dl>
  )
}
