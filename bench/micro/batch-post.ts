/**
 * From which size on is it cheaper to transfer a batch's bytes through a port than to copy them? Prints nanoseconds a batch for both.
 *
 * Run: npx esbuild bench/micro/batch-post.ts --format=esm --platform=node | node --input-type=module
 */
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'

const SIZES = [64, 256, 1024, 4096, 16_384, 65_536, 262_144]
const ROUNDS = 5

function measure(size: number, transfer: boolean): number {
  const { port1, port2 } = new MessageChannel()
  const filled = new Uint8Array(size).fill(7)
  const batches = Math.max(200, Math.min(20_000, Math.floor(50_000_000 / size)))
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now()
    for (let i = 0; i < batches; i++) {
      const bytes = filled.slice()
      port1.postMessage(bytes, transfer ? [bytes.buffer] : [])
      receiveMessageOnPort(port2)
    }
    best = Math.min(best, ((performance.now() - begun) * 1e6) / batches)
  }
  port1.close()
  return best
}

console.log('bytes      copied ns  transferred ns')
for (const size of SIZES) {
  const copied = measure(size, false).toFixed(0)
  const transferred = measure(size, true).toFixed(0)
  console.log(`${String(size).padEnd(8)} ${copied.padStart(11)} ${transferred.padStart(15)}`)
}
