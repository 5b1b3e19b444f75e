/** The row that the keyboard is on: its place, and what is there, by its key. */
export interface Selection {
  readonly index: number
  readonly key: number | null
}

export const NOTHING_SELECTED: Selection = { index: -1, key: null }

/** Rows that are loaded: their keys, from `offset` on. */
export interface LoadedKeys {
  readonly offset: number
  readonly keys: readonly number[]
}

/** Moves by some rows, staying in the table. */
export function moveSelection({ index }: Selection, by: number, count: number, loaded: LoadedKeys): Selection {
  if (count === 0) return NOTHING_SELECTED
  return selectRow(Math.min(count - 1, Math.max(0, index + by)), loaded)
}

export function selectRow(index: number, { offset, keys }: LoadedKeys): Selection {
  return { index, key: keys[index - offset] ?? null }
}

/**
 * After the rows came anew, perhaps in another order: the selection stays with what it is on, if that is among them; else it stays where it is, and
 * is on what is there now.
 */
export function followSelection(selection: Selection, loaded: LoadedKeys): Selection {
  if (selection.index < 0) return selection
  const { offset, keys } = loaded
  const place = selection.key === null ? -1 : keys.indexOf(selection.key)
  if (place >= 0) return place + offset === selection.index ? selection : { ...selection, index: place + offset }
  return keys[selection.index - offset] === undefined ? selection : selectRow(selection.index, loaded)
}
