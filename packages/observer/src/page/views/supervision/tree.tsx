import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { go } from '../../navigation/route.ts'
import type { Line } from './flatten.ts'
import { NodeLine } from './node-line.tsx'

interface Props {
  readonly lines: readonly Line[]
  readonly selected: string | null
  readonly onSelect: (path: string) => void
  readonly onToggle: (path: string, open: boolean) => void
}

/** The trees as one list of lines, moved in with the keys that the ARIA pattern of a tree has. */
export function Tree({ lines, selected, onSelect, onToggle }: Props): JSX.Element {
  const element = useRef<HTMLDivElement>(null)
  const index = lines.findIndex(({ path }) => path === selected)

  const moveTo = (to: number): void => {
    const line = lines[Math.min(lines.length - 1, Math.max(0, to))]
    if (line === undefined) return
    onSelect(line.path)
    element.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(line.path)}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const line = lines[index]
    const actions: Record<string, () => void> = {
      ArrowDown: () => moveTo(index + 1),
      j: () => moveTo(index + 1),
      ArrowUp: () => moveTo(index - 1),
      k: () => moveTo(index - 1),
      Home: () => moveTo(0),
      End: () => moveTo(lines.length - 1),
      ArrowRight: () => (line?.open === false ? onToggle(line.path, true) : moveTo(index + 1)),
      ArrowLeft: () => (line?.open ? onToggle(line.path, false) : moveTo(parentOf(lines, index))),
      Enter: () => {
        const pid = line?.node.process?.pid
        if (pid !== undefined) go({ view: 'processes', item: pid })
      },
    }
    const action = actions[event.key]
    if (action === undefined || (event.target as HTMLElement).closest('a') !== null) return
    event.preventDefault()
    action()
  }

  return (
    <div class="tree" role="tree" aria-label="Supervision trees" ref={element} onKeyDown={onKeyDown}>
      {lines.map((line, i) => (
        <NodeLine
          key={line.path}
          line={line}
          selected={line.path === selected}
          reachable={index < 0 ? i === 0 : line.path === selected}
          onSelect={() => onSelect(line.path)}
          onToggle={() => onToggle(line.path, !line.open)}
        />
      ))}
    </div>
  )
}

/** The line of the supervisor above; the line itself if there is none. */
function parentOf(lines: readonly Line[], index: number): number {
  const level = lines[index]?.level ?? 1
  for (let i = index - 1; i >= 0; i--) if ((lines[i]?.level ?? 0) < level) return i
  return index
}
