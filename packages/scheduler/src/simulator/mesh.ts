import { SimulatedLink } from './simulated-link.ts'

/** A simulated channel between every two endpoints: `mesh[a][b]` is the end by which a reaches b. */
export function simulatedMesh(endpoints: number): (SimulatedLink | undefined)[][] {
  const mesh = Array.from({ length: endpoints }, () => new Array<SimulatedLink | undefined>(endpoints).fill(undefined))
  for (let a = 0; a < endpoints; a++) {
    for (let b = a + 1; b < endpoints; b++) {
      const [fromA, fromB] = SimulatedLink.pair()
      ;(mesh[a] as (SimulatedLink | undefined)[])[b] = fromA
      ;(mesh[b] as (SimulatedLink | undefined)[])[a] = fromB
    }
  }
  return mesh
}
