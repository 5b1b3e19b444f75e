import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { SORT_KEYS } from '../../../protocol.ts'
import { latest } from '../../model/store.ts'
import { replaceQuery } from '../../navigation/route.ts'
import { sortTitles } from './columns.tsx'
import { sortBy, type TableQuery } from './query.ts'

/** After the last key, before the schedulers are asked. Chosen. */
const TYPING_MILLISECONDS = 200

export function Toolbar({ query }: { query: TableQuery }): JSX.Element {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  // What is typed, until it is the query: a figure that comes in between must not take it away.
  const typed = useSignal<string | null>(null)
  const filter = (text: string): void => {
    typed.value = text
    clearTimeout(timer.current)
    timer.current = setTimeout(() => replaceQuery({ filter: text === '' ? null : text }), TYPING_MILLISECONDS)
  }
  return (
    <search>
      <form class="toolbar" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span>Filter</span>
          <input
            type="search"
            data-filter
            placeholder="pid, name or function"
            value={typed.value ?? query.filter}
            onInput={(event) => filter(event.currentTarget.value)}
          />
        </label>
        <label>
          <span>Scheduler</span>
          <select
            value={query.scheduler ?? ''}
            onChange={(event) => replaceQuery({ scheduler: event.currentTarget.value || null })}
          >
            <option value="">all</option>
            {latest.value?.schedulers.map(({ id }) => (
              <option key={id} value={id}>
                {id}
              </option>
            ))}
          </select>
        </label>
        <label class="narrow-only">
          <span>Sort by</span>
          <select
            value={query.sort}
            onChange={(event) => {
              const key = SORT_KEYS.find((one) => one === event.currentTarget.value)
              if (key !== undefined) replaceQuery(sortBy(query, key))
            }}
          >
            {SORT_KEYS.map((key) => (
              <option key={key} value={key}>
                {sortTitles[key]}
              </option>
            ))}
          </select>
        </label>
      </form>
    </search>
  )
}
