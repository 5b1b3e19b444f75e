/**
 * What the size of the young generation does for spawning: nanoseconds a process for 100,000 that live at once, and for skynet's 1.1 million.
 * Rounds of all sizes are interleaved; the medians are printed.
 *
 * Run: npx esbuild bench/micro/young-generation.ts --bundle --packages=external --format=esm --platform=node --outfile=bench/dist/young-generation.js
 *      and then: node bench/dist/young-generation.js
 */
import { VM } from 'multibeam'

const SIZES_MB = [48, 96, 192, 384, 768]
const ROUNDS = 5
const WORKLOADS = [
  { file: 'spawn-reply.ts', args: [100_000], processes: 100_000 },
  { file: 'skynet.ts', args: [1_000_000], processes: 1_111_111 },
]

const median = (numbers: number[]): number => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] as number

const vms = new Map<number, VM>()
for (const size of SIZES_MB) vms.set(size, await VM.start({ schedulers: 1, youngGenerationMb: size }))
for (const { file, args, processes } of WORKLOADS) {
  const url = new URL(`../src/workloads/multibeam/${file}`, import.meta.url)
  const times = new Map<number, number[]>(SIZES_MB.map((size) => [size, []]))
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [size, vm] of vms) {
      const begun = performance.now()
      await vm.run(url, 'run', ...args)
      if (round > 0) times.get(size)?.push(((performance.now() - begun) * 1e6) / processes)
    }
  }
  for (const [size, list] of times) console.log(`${file} ${size} MB: ${median(list).toFixed(0)} ns a process`)
}
for (const vm of vms.values()) await vm.stop()
