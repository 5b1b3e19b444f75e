import type { JSX } from 'preact'
import type { ProcessName } from '../../protocol.ts'
import { formatRoute } from '../navigation/address.ts'

/** A process, to click on. */
export function ProcessLink({ process }: { process: ProcessName }): JSX.Element {
  const title = process.name ?? process.call
  return (
    <a class="process" href={formatRoute({ view: 'processes', item: process.pid })}>
      {title !== null && <span class={process.name === null ? 'call' : 'name'}>{title} </span>}
      <code>{process.shown}</code>
    </a>
  )
}

/** Several; says so when there is none. */
export function ProcessLinks({ processes }: { processes: readonly ProcessName[] }): JSX.Element {
  if (processes.length === 0) return <span class="none">none</span>
  return (
    <ul class="links">
      {processes.map((process) => (
        <li key={process.pid}>
          <ProcessLink process={process} />
        </li>
      ))}
    </ul>
  )
}
