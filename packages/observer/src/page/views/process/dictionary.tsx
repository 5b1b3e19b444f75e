import type { JSX } from 'preact'
import type { ProcessDetails } from '../../../protocol.ts'

export function Dictionary({ process: { dictionary } }: { process: ProcessDetails }): JSX.Element {
  return (
    <section class="panel">
      <h2>Dictionary</h2>
      {dictionary.length === 0 ? (
        <p class="note">Empty.</p>
      ) : (
        <dl class="facts terms">
          {dictionary.map(([key, value]) => (
            <div key={key}>
              <dt>
                <code>{key}</code>
              </dt>
              <dd>
                <code>{value}</code>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
