import type { JSX } from 'preact'
import type { ProcessDetails } from '../../../protocol.ts'
import { ProcessLink, ProcessLinks } from '../../components/process-link.tsx'

/** Whom it is tied to. */
export function Relations({ process }: { process: ProcessDetails }): JSX.Element {
  const { parent, ancestors, links, monitors, monitoredNames, monitoredBy } = process
  return (
    <section class="panel">
      <h2>Relations</h2>
      <dl class="facts">
        <div>
          <dt>Parent</dt>
          <dd>{parent === null ? <span class="none">none</span> : <ProcessLink process={parent} />}</dd>
        </div>
        <div>
          <dt>Ancestors</dt>
          <dd>
            <ProcessLinks processes={ancestors} />
          </dd>
        </div>
        <div>
          <dt>Links</dt>
          <dd>
            <ProcessLinks processes={links} />
          </dd>
        </div>
        <div>
          <dt>Monitors</dt>
          <dd>
            {monitoredNames.length > 0 && <p>{monitoredNames.join(', ')}</p>}
            {(monitors.length > 0 || monitoredNames.length === 0) && <ProcessLinks processes={monitors} />}
          </dd>
        </div>
        <div>
          <dt>Monitored by</dt>
          <dd>
            <ProcessLinks processes={monitoredBy} />
          </dd>
        </div>
      </dl>
    </section>
  )
}
