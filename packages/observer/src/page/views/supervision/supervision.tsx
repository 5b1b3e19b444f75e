import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { usePoll } from '../../connection/poll.ts'
import { plural } from '../../format/numbers.ts'
import { flatten } from './flatten.ts'
import { NodeDetail } from './node-detail.tsx'
import { RecentRestarts } from './recent-restarts.tsx'
import { Tree } from './tree.tsx'

export function SupervisionView(): JSX.Element {
  const { answer, failure } = usePoll({ type: 'tree' })
  const toggled = useSignal<ReadonlyMap<string, boolean>>(new Map())
  const selected = useSignal<string | null>(null)
  const lines = flatten(answer?.roots ?? [], toggled.value)
  const line = lines.find(({ path }) => path === selected.value)
  return (
    <section>
      <h1>Supervision</h1>
      <p class="note" role="status">
        {failure !== null && <strong>{failure.message} </strong>}
        {answer === null && failure === null && 'Asking the supervisors…'}
        {answer?.roots.length === 0 && 'No supervisor runs.'}
        {answer?.cut && 'There are more nodes than are shown. '}
        {answer !== null &&
          answer.silent.length > 0 &&
          `${plural(answer.silent.length, 'supervisor')} did not answer in time.`}
      </p>
      <div class="split">
        <div class="panel">
          <Tree
            lines={lines}
            selected={line?.path ?? null}
            onSelect={(path) => (selected.value = path)}
            onToggle={(path, open) => (toggled.value = new Map(toggled.value).set(path, open))}
          />
        </div>
        <div>
          {line !== undefined && <NodeDetail node={line.node} />}
          <RecentRestarts />
        </div>
      </div>
    </section>
  )
}
