import { useSignal } from '@preact/signals'
import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks'
import { followSelection, type LoadedKeys, moveSelection, NOTHING_SELECTED, selectRow } from '../virtual/selection.ts'
import { type RowWindow, scrollTopFor, visibleRows, widen } from '../virtual/window.ts'

export interface Column<Row> {
  readonly key: string
  readonly title: string
  /** Numbers stand to the right. */
  readonly numeric?: boolean
  /** Undefined: the table cannot be sorted by it. */
  readonly onSort?: () => void
  readonly sorted?: 'ascending' | 'descending' | undefined
  readonly render: (row: Row) => ComponentChildren
}

interface Props<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  /** Rows of the whole table. */
  readonly count: number
  /** Rows that are loaded, from `offset` on. */
  readonly offset: number
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => number
  readonly onOpen?: (row: Row) => void
  /** What is on the screen has changed. */
  readonly onWindow?: (visible: RowWindow) => void
  readonly empty: ComponentChildren
}

/** Rows above and below the screen that are drawn as well, so that a small scroll shows no gap. Chosen. */
const OVERSCAN = 8
/** Until the first measurement. */
const ASSUMED_ROW_HEIGHT = 32

/** A table of which only the visible rows exist: the rest is two high empty rows. All rows are equally high, as the style sheet says. */
export function VirtualTable<Row>(props: Props<Row>): JSX.Element {
  const { label, columns, count, offset, rows, keyOf, onOpen, onWindow } = props
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const scrollTop = useSignal(0)
  const size = useSignal({ height: 600, rowHeight: ASSUMED_ROW_HEIGHT, head: 0 })
  const selection = useSignal(NOTHING_SELECTED)

  useLayoutEffect(() => {
    const element = scroller.current as HTMLDivElement
    const measure = (): void => {
      const rowHeight = Number.parseFloat(getComputedStyle(element).getPropertyValue('--row-height'))
      const head = element.querySelector('thead')?.offsetHeight ?? 0
      size.value = { height: element.clientHeight - head, rowHeight: rowHeight || ASSUMED_ROW_HEIGHT, head }
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [size])

  const viewport = { scrollTop: scrollTop.value, ...size.value, count }
  const visible = visibleRows(viewport)
  const drawn = widen(visible, OVERSCAN, count)
  const loaded: LoadedKeys = { offset, keys: rows.map(keyOf) }

  useEffect(() => onWindow?.(visible), [onWindow, visible.first, visible.end])
  useLayoutEffect(() => {
    selection.value = followSelection(selection.value, loaded)
  }, [rows])

  const select = (index: number): void => {
    selection.value = selectRow(index, loaded)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(size.value.height / size.value.rowHeight) - 1)
    const steps: Record<string, number> = {
      ArrowDown: 1,
      j: 1,
      ArrowUp: -1,
      k: -1,
      PageDown: page,
      PageUp: -page,
      Home: -count,
      End: count,
    }
    const by = steps[event.key]
    if (by !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault()
      selection.value = moveSelection(selection.value, by, count, loaded)
      if (scroller.current !== null && selection.value.index >= 0) {
        scroller.current.scrollTop = scrollTopFor(selection.value.index, viewport)
      }
    } else if (event.key === 'Enter' && event.target === event.currentTarget) {
      const row = rows[selection.value.index - offset]
      if (row !== undefined) onOpen?.(row)
    }
  }

  const selected = selection.value.index
  return (
    <div class="scroller" ref={scroller} onScroll={(event) => (scrollTop.value = event.currentTarget.scrollTop)}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is moved in with keys is a grid
        role="grid"
        aria-label={label}
        aria-rowcount={count + 1}
        aria-activedescendant={selected >= drawn.first && selected < drawn.end ? `${id}-${selected}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <ColumnHeader key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={drawn.first * size.value.rowHeight} />
          {Array.from({ length: drawn.end - drawn.first }, (_, i) => {
            const index = drawn.first + i
            const row = rows[index - offset]
            return (
              <tr
                key={index}
                id={`${id}-${index}`}
                aria-rowindex={index + 2}
                aria-selected={index === selected}
                data-odd={index % 2 === 1}
                onClick={() => select(index)}
                onDblClick={() => row !== undefined && onOpen?.(row)}
              >
                {columns.map((column) => (
                  <td
                    key={column.key}
                    data-column={column.key}
                    data-numeric={column.numeric}
                    data-sorted={column.sorted !== undefined}
                  >
                    {row === undefined ? '…' : column.render(row)}
                  </td>
                ))}
              </tr>
            )
          })}
          <Spacer height={(count - drawn.end) * size.value.rowHeight} />
        </tbody>
      </table>
      {count === 0 && <p class="empty">{props.empty}</p>}
    </div>
  )
}

function ColumnHeader<Row>({ column }: { column: Column<Row> }): JSX.Element {
  const { key, title, numeric, onSort, sorted } = column
  return (
    <th
      scope="col"
      data-column={key}
      data-numeric={numeric}
      data-sorted={sorted !== undefined}
      aria-sort={sorted ?? (onSort ? 'none' : undefined)}
    >
      {onSort === undefined ? (
        title
      ) : (
        <button type="button" onClick={onSort}>
          {title}
          <span class="arrow" aria-hidden="true">
            {sorted === undefined ? '' : sorted === 'descending' ? '↓' : '↑'}
          </span>
        </button>
      )}
    </th>
  )
}

/** Stands for the rows that are not drawn. */
function Spacer({ height }: { height: number }): JSX.Element | null {
  if (height <= 0) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it is not focusable
    <tr class="spacer" aria-hidden="true" style={{ height: `${height}px` }}>
      <td />
    </tr>
  )
}
