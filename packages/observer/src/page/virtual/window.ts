// Which rows of a long table of equal rows are on the screen. All in rows or CSS pixels.

export interface Viewport {
  readonly scrollTop: number
  readonly height: number
  readonly rowHeight: number
  /** Rows of the whole table. */
  readonly count: number
}

/** Rows `first` up to but without `end`. */
export interface RowWindow {
  readonly first: number
  readonly end: number
}

/** The rows that are visible, wholly or in part. */
export function visibleRows({ scrollTop, height, rowHeight, count }: Viewport): RowWindow {
  const first = Math.min(Math.max(0, Math.floor(scrollTop / rowHeight)), Math.max(0, count - 1))
  const end = Math.min(count, Math.max(first, Math.ceil((scrollTop + height) / rowHeight)))
  return { first: Math.min(first, end), end }
}

/** The window, wider by `rows` on both sides. */
export function widen({ first, end }: RowWindow, rows: number, count: number): RowWindow {
  return { first: Math.max(0, first - rows), end: Math.min(count, end + rows) }
}

/** Where to scroll so that a row is wholly visible, moving as little as possible. */
export function scrollTopFor(index: number, { scrollTop, height, rowHeight }: Viewport): number {
  const top = index * rowHeight
  if (top < scrollTop) return top
  if (top + rowHeight > scrollTop + height) return top + rowHeight - height
  return scrollTop
}

/** Whether all of `inner` lies in `outer`. */
export function covers(outer: RowWindow, inner: RowWindow): boolean {
  return outer.first <= inner.first && inner.end <= outer.end
}
