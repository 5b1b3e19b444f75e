import type { ComponentChildren, JSX } from 'preact'
import type { TreeNode } from '../../../protocol.ts'
import { ProcessLink } from '../../components/process-link.tsx'
import { formatCount } from '../../format/numbers.ts'
import { formatAgo, formatClock } from '../../format/time.ts'
import { ago, toWallTime } from '../../model/store.ts'
import { nodeName } from './flatten.ts'

/** What is known of the selected node, and above all why it was restarted. */
export function NodeDetail({ node }: { node: TreeNode }): JSX.Element {
  const facts: [title: string, value: ComponentChildren][] = []
  if (node.process !== null) facts.push(['Process', <ProcessLink key="process" process={node.process} />])
  if (node.strategy !== null) facts.push(['Strategy', node.strategy])
  if (node.maxRestarts !== null) {
    facts.push(['Gives up after', `more than ${formatCount(node.maxRestarts)} restarts in ${node.maxSeconds} s`])
  }
  if (node.restart !== null) facts.push(['Restart', node.restart])
  facts.push(['Restarted', node.restarts === 0 ? 'never' : `${formatCount(node.restarts)} times`])
  return (
    <section class="panel">
      <h2>{nodeName(node)}</h2>
      <dl class="facts">
        {facts.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {node.lastReason !== null && node.lastRestartAt !== null && (
        <>
          <h3>
            Why it was restarted, {formatAgo(ago(node.lastRestartAt))} ({formatClock(toWallTime(node.lastRestartAt))})
          </h3>
          <pre class="term">{node.lastReason}</pre>
        </>
      )}
    </section>
  )
}
