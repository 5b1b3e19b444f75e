/** The graph of the shortest paths: an edge between any two nodes, of a pseudo-random weight. */

import { draw } from './pseudo-random.ts'

/** The table of weights, row by row: 1 to `heaviest`, and nothing from a node to itself. */
export function weights(nodes: number, heaviest: number): Int32Array {
  const table = new Int32Array(nodes * nodes)
  // Savina's seed.
  let random = nodes
  for (let i = 0; i < nodes; i++) {
    for (let j = i + 1; j < nodes; j++) {
      random = draw(random)
      const weight = (random % heaviest) + 1
      table[i * nodes + j] = weight
      table[j * nodes + i] = weight
    }
  }
  return table
}

/** The sum of the shortest distances between all nodes, which takes the place of the weights. */
export function sumOfShortest(table: Int32Array, nodes: number): number {
  for (let k = 0; k < nodes; k++) {
    for (let i = 0; i < nodes; i++) {
      const toK = table[i * nodes + k] as number
      for (let j = 0; j < nodes; j++) {
        table[i * nodes + j] = Math.min(table[i * nodes + j] as number, toK + (table[k * nodes + j] as number))
      }
    }
  }
  return table.reduce((sum, distance) => sum + distance, 0)
}
