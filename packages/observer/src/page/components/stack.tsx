import type { JSX } from 'preact'
import type { StackLine } from '../../protocol.ts'
import { fileOf } from '../format/names.ts'

/** A stack, the innermost call first, each in its position of the TypeScript source. */
export function Stack({ lines }: { lines: readonly StackLine[] }): JSX.Element {
  if (lines.length === 0) return <p class="none">Nothing on the stack.</p>
  return (
    <ol class="stack">
      {lines.map((line, i) => (
        <li key={i} title={line.url ?? line.text}>
          <code>{line.name === '' ? '(anonymous)' : line.name}</code>
          <span class="position">{positionOf(line)}</span>
        </li>
      ))}
    </ol>
  )
}

function positionOf({ url, line, column }: StackLine): string {
  if (url === null) return ''
  return [fileOf(url), line, column].filter((part) => part !== null).join(':')
}
