// Numbers are sorted: a process hands what is less and what is greater than its pivot to two others, or sorts alone when it has few. Check: how many
// numbers there are and their sum, and how many stand before a smaller one.

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { randomNumbers } from '../../kernels/pseudo-random.ts'
import { type Outcome, since } from './outcome.ts'

type Side = 'root' | 'left' | 'right'
type Sorted = ['sorted', Side, number[]]

/** Savina's. */
const SEED = 1024

export function* run(count: number, threshold: number): Process<Outcome> {
  const start = performance.now()
  send(spawn(sorter, self(), 'root', threshold), ['sort', randomNumbers(SEED, count)])
  const [, , sorted] = yield* receive<Sorted>(['sorted', 'root'])
  let sum = 0
  let wrong = 0
  let last = 0
  for (const value of sorted) {
    if (value < last) wrong++
    sum += value
    last = value
  }
  return since(start, `${sorted.length} ${sum} ${wrong}`)
}

export function* sorter(parent: Pid, side: Side, threshold: number): Process<void> {
  const [, data] = yield* receive<['sort', number[]]>('sort')
  send(parent, ['sorted', side, data.length < threshold ? quicksort(data) : yield* split(data, threshold)])
}

function* split(data: number[], threshold: number): Process<number[]> {
  const pivot = data[data.length >> 1] as number
  send(spawn(sorter, self(), 'left', threshold), ['sort', data.filter((value) => value < pivot)])
  send(spawn(sorter, self(), 'right', threshold), ['sort', data.filter((value) => value > pivot)])
  const middle = data.filter((value) => value === pivot)
  const [, , left] = yield* receive<Sorted>(['sorted', 'left'])
  const [, , right] = yield* receive<Sorted>(['sorted', 'right'])
  return left.concat(middle, right)
}

/** Below the threshold: a fraction of a millisecond. */
function quicksort(data: number[]): number[] {
  if (data.length < 2) return data
  const pivot = data[data.length >> 1] as number
  const left = quicksort(data.filter((value) => value < pivot))
  const right = quicksort(data.filter((value) => value > pivot))
  return left.concat(
    data.filter((value) => value === pivot),
    right,
  )
}
