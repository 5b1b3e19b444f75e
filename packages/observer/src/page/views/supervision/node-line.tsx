import type { JSX } from 'preact'
import { ProcessLink } from '../../components/process-link.tsx'
import { firstLine } from '../../format/names.ts'
import { formatCount, plural } from '../../format/numbers.ts'
import { formatAgo } from '../../format/time.ts'
import { ago, log } from '../../model/store.ts'
import { type Line, lastRestart, nodeName, restartsBelow } from './flatten.ts'

/** For how long a restart counts as one that just happened. Chosen: three polls. */
const FRESH_MILLISECONDS = 3_500

interface Props {
  readonly line: Line
  readonly selected: boolean
  /** The tab key stops here. */
  readonly reachable: boolean
  readonly onSelect: () => void
  readonly onToggle: () => void
}

export function NodeLine({ line, selected, reachable, onSelect, onToggle }: Props): JSX.Element {
  const { node, open, level } = line
  const restartedAt = lastRestart(line, log.value.supervision)
  const age = restartedAt === null ? null : ago(restartedAt)
  const fresh = age !== null && age < FRESH_MILLISECONDS
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys
    <div
      role="treeitem"
      class="node"
      data-path={line.path}
      data-fresh={fresh}
      data-kind={node.kind}
      aria-level={level}
      aria-posinset={line.position}
      aria-setsize={line.siblings}
      aria-selected={selected}
      aria-expanded={open ?? undefined}
      tabIndex={reachable ? 0 : -1}
      onClick={onSelect}
      style={{ '--level': level - 1 }}
    >
      {/* A new element for each restart: its animation runs once. */}
      {fresh && <span class="flash" key={restartedAt} aria-hidden="true" />}
      <button type="button" class="twisty" tabIndex={-1} aria-hidden="true" disabled={open === null} onClick={onToggle}>
        {open === null ? '·' : open ? '▾' : '▸'}
      </button>
      <span class="node-name">{nodeName(node)}</span>
      {node.process === null ? (
        <span class="badge" data-level="bad">
          {node.restarting ? 'cannot be started' : 'does not run'}
        </span>
      ) : (
        <ProcessLink process={{ ...node.process, name: null, call: null }} />
      )}
      <span class="chips">
        {chipsOf(line).map((chip) => (
          <span key={chip}>{chip}</span>
        ))}
      </span>
      {node.restarts > 0 && (
        <span class="badge" data-level="bad">
          {plural(node.restarts, 'restart')}
        </span>
      )}
      {node.lastReason !== null && age !== null && (
        <span class="why" title={node.lastReason}>
          {formatAgo(age)}: {firstLine(node.lastReason)}
        </span>
      )}
    </div>
  )
}

function chipsOf({ node, open }: Line): string[] {
  if (node.kind === 'worker') return node.restart === null || node.restart === 'permanent' ? [] : [node.restart]
  const chips = [
    node.kind === 'dynamicSupervisor' ? 'dynamic' : (node.strategy ?? ''),
    plural(node.childCount, 'child', 'children'),
  ]
  const below = restartsBelow(node)
  if (!open && below > 0) chips.push(`${plural(below, 'restart')} below`)
  if (open && node.children.length < node.childCount) chips.push(`${formatCount(node.children.length)} shown`)
  return chips
}
