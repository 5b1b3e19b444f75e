import type { JSX } from 'preact'
import type { ProcessName } from '../../protocol.ts'
import { formatRoute } from '../navigation/route.ts'

/** A process, to click on. */
export function ProcessLink({ process }: { process: ProcessName }): JSX.Element {
  return (
    <a class="process" href={formatRoute({ view: 'processes', item: process.pid })}>
      {process.name !== null && <span class="name">{process.name} </span>}
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
