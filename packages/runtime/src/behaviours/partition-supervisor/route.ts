import { textOf } from '../../shared-state/term-key.ts'

/**
 * The partition, from 0, that a key belongs to: an integer modulo their number, as in Elixir; any other term by its hash, the same on every
 * scheduler. Throws BadArg for what is compared by identity.
 */
export function partitionOf(call: string, key: unknown, partitions: number): number {
  if (typeof key === 'number' && Number.isInteger(key)) return Math.abs(key) % partitions
  return hash(typeof key === 'string' ? key : textOf(call, key)) % partitions
}

/** FNV-1a over UTF-16 units, and MurmurHash3's finalizer, so that keys that differ at their end only spread over a few partitions. */
function hash(text: string): number {
  let hash = 0x81_1c_9d_c5
  for (let unit = 0; unit < text.length; unit++) hash = Math.imul(hash ^ text.charCodeAt(unit), 0x01_00_01_93)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35)
  return (hash ^ (hash >>> 16)) >>> 0
}
