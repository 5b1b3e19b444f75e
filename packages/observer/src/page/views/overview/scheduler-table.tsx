import type { JSX } from 'preact'
import type { SchedulerOverview } from '../../../protocol.ts'
import { schedulerColour } from '../../components/chart-options.ts'
import { Meter } from '../../components/meter.tsx'
import { formatBytes, formatCount, formatShort } from '../../format/numbers.ts'
import type { Load } from '../../model/load.ts'
import { latest, schedulerLoads } from '../../model/store.ts'
import { formatRoute } from '../../navigation/address.ts'

/** A row a scheduler; its colour is that of its lines in the charts. */
export function SchedulerTable(): JSX.Element {
  const loads = schedulerLoads.value
  return (
    <section class="panel">
      <h2>Schedulers</h2>
      <div class="wide">
        <table class="schedulers">
          <thead>
            <tr>
              <th scope="col">Scheduler</th>
              <th scope="col">Utilization</th>
              <th scope="col" data-numeric>
                Run queue
              </th>
              <th scope="col" data-numeric>
                Processes
              </th>
              <th scope="col" data-numeric data-minor>
                Steals
              </th>
              <th scope="col" data-numeric data-minor>
                Moved in / out
              </th>
              <th scope="col" data-numeric data-minor>
                Signals out / in
              </th>
              <th scope="col" data-numeric data-minor>
                Heap
              </th>
            </tr>
          </thead>
          <tbody>
            {latest.value?.schedulers.map((scheduler, i) => (
              <SchedulerRow key={scheduler.id} scheduler={scheduler} load={loads[i]} index={i} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface Props {
  readonly scheduler: SchedulerOverview
  readonly load: Load | undefined
  readonly index: number
}

function SchedulerRow({ scheduler, load, index }: Props): JSX.Element {
  const level = load?.level ?? 'normal'
  return (
    <tr data-level={level}>
      <th scope="row">
        <span class="swatch" style={{ backgroundColor: `var(${schedulerColour(index)})` }} aria-hidden="true" />
        <a href={formatRoute({ view: 'processes', query: { scheduler: String(scheduler.id) } })}>{scheduler.id}</a>
        {level !== 'normal' && <span class="badge">{level}</span>}
        {scheduler.lives > 1 && <span class="badge">died {formatCount(scheduler.lives - 1)}×</span>}
      </th>
      <td>
        <Meter share={scheduler.utilization} level={level} label={`Utilization of scheduler ${scheduler.id}`} />
      </td>
      <td data-numeric>{formatCount(scheduler.runQueue)}</td>
      <td data-numeric>{formatCount(scheduler.processes)}</td>
      <td data-numeric data-minor>
        {formatShort(scheduler.stealsWon)} <span class="of">of {formatShort(scheduler.stealsTried)}</span>
      </td>
      <td data-numeric data-minor>
        {formatShort(scheduler.movedIn)} / {formatShort(scheduler.movedOut)}
      </td>
      <td data-numeric data-minor>
        {formatShort(scheduler.signalsSentPerSecond)}/s / {formatShort(scheduler.signalsReceivedPerSecond)}/s
      </td>
      <td data-numeric data-minor>
        {formatBytes(scheduler.heapUsed)} <span class="of">of {formatBytes(scheduler.heapTotal)}</span>
      </td>
    </tr>
  )
}
