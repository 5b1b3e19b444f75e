// The shortest paths between all nodes of a graph, after Floyd and Warshall: each process has a block of the table of distances, and in each round sends
// it to those in its row and column. Check: the sum of all distances.
//
// A block takes only what belongs to its round. In Savina's program what a faster neighbour sends for the next one takes the place of what is there.

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { weights } from '../../kernels/graph.ts'
import { type Outcome, since } from './outcome.ts'

type Result = ['result', number, number, Int32Array]

export function* run(nodes: number, size: number, heaviest: number): Process<Outcome> {
  const graph = weights(nodes, heaviest)
  const start = performance.now()
  const across = nodes / size
  const blocks: Pid[] = []
  for (let id = 0; id < across * across; id++)
    blocks.push(spawn(block, id, nodes, size, cut(graph, nodes, size, id), self()))
  for (let id = 0; id < blocks.length; id++) send(blocks[id] as Pid, ['neighbours', neighboursOf(id, across, blocks)])
  for (const pid of blocks) send(pid, 'start')
  let sum = 0
  for (let left = blocks.length; left > 0; left--) sum += yield* receive<number>()
  return since(start, sum)
}

function cut(graph: Int32Array, nodes: number, size: number, id: number): Int32Array {
  const across = nodes / size
  const row = Math.floor(id / across) * size
  const column = (id % across) * size
  const part = new Int32Array(size * size)
  for (let i = 0; i < size; i++) {
    const from = (row + i) * nodes + column
    part.set(graph.subarray(from, from + size), i * size)
  }
  return part
}

function neighboursOf(id: number, across: number, blocks: readonly Pid[]): Pid[] {
  return blocks.filter(
    (_, other) =>
      other !== id && (Math.floor(other / across) === Math.floor(id / across) || other % across === id % across),
  )
}

export function* block(id: number, nodes: number, size: number, first: Int32Array, main: Pid): Process<void> {
  const [, neighbours] = yield* receive<['neighbours', Pid[]]>('neighbours')
  yield* receive('start')
  const across = nodes / size
  const row = Math.floor(id / across) * across
  const column = id % across
  let distances = first
  for (const pid of neighbours) send(pid, ['result', -1, id, distances])
  for (let k = 0; k < nodes; k++) {
    // The blocks with column k beside this one, and with row k above or below it.
    const through = Math.floor(k / size)
    let left = distances
    let above = distances
    for (let missing = neighbours.length; missing > 0; missing--) {
      const [, , from, data] = yield* receive<Result>(['result', k - 1])
      if (from === row + through) left = data
      if (from === through * across + column) above = data
    }
    distances = shorter(distances, left, above, size, k % size)
    for (const pid of neighbours) send(pid, ['result', k, id, distances])
  }
  send(
    main,
    distances.reduce((sum, distance) => sum + distance, 0),
  )
}

/** The distances by way of node k, where that is shorter. */
function shorter(distances: Int32Array, left: Int32Array, above: Int32Array, size: number, k: number): Int32Array {
  const result = new Int32Array(distances.length)
  for (let i = 0; i < size; i++) {
    const toK = left[i * size + k] as number
    for (let j = 0; j < size; j++) {
      const index = i * size + j
      result[index] = Math.min(distances[index] as number, toK + (above[k * size + j] as number))
    }
  }
  return result
}
