import type { JSX } from 'preact'
import { latest } from '../../model/store.ts'
import { Charts } from './charts.tsx'
import { Findings } from './findings.tsx'
import { Happenings } from './happenings.tsx'
import { SchedulerTable } from './scheduler-table.tsx'
import { Tiles } from './tiles.tsx'

export function OverviewView(): JSX.Element {
  if (latest.value === undefined) {
    return (
      <>
        <h1>Overview</h1>
        <p class="empty">Waiting for the first figures…</p>
      </>
    )
  }
  return (
    <>
      <h1>Overview</h1>
      <Findings />
      <Tiles />
      <SchedulerTable />
      <Charts />
      <Happenings />
    </>
  )
}
