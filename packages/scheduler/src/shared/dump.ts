import { ALIVE, BLOCK_SLOTS, Header, OWNER_MASK, ROW_WORDS_SHIFT, Row, Statistic } from './layout.ts'
import type { SharedMemory } from './memory.ts'

/** Rows told of each kind. Chosen: enough to see a pattern. */
const MOST_ROWS = 20

/**
 * All shared words that say who waits for what, as text: for whoever looks at a VM in which nothing happens any more. Read without
 * synchronisation, while the VM may run.
 */
export function dumpShared(memory: SharedMemory): string {
  const { control, layout } = memory
  const { schedulers } = layout.options
  const lines = [
    `${control[Header.schedulersOnline]} of ${schedulers} schedulers online, stopping: ${control[Header.stopping]}`,
    `idle words (searchers: high 8 bits, sleepers: low 24): ${hex(control.subarray(layout.idleWord, layout.idleWord + Math.ceil(schedulers / 24)))}`,
  ]
  for (let endpoint = 0; endpoint < layout.endpoints; endpoint++) lines.push(endpointLine(memory, endpoint))
  return [...lines, ...rowLines(memory)].join('\n')
}

function hex(words: Int32Array): string {
  return [...words].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join(' ')
}

function endpointLine({ control, layout, statistics }: SharedMemory, endpoint: number): string {
  const { posted, parked } = layout.inbox(endpoint)
  const parts = [`posted ${control[posted]}`, `parked ${control[parked]}`]
  if (endpoint > 0) {
    const { head, tail, entries, capacity, entryWords } = layout.ring(endpoint)
    const [first, end] = [control[head] as number, control[tail] as number]
    const slots: number[] = []
    for (let at = first; at !== end && slots.length < capacity; at = (at + 1) | 0) {
      slots.push(control[entries + (at & (capacity - 1)) * entryWords] as number)
    }
    parts.push(`ring ${first}..${end} [${slots}]`)
  }
  for (const [name, which] of Object.entries(Statistic)) {
    const value = statistics[layout.statistic(endpoint, which)] as number
    if (value !== 0) parts.push(`${name} ${Math.round(value)}`)
  }
  return `${endpoint === 0 ? 'main' : `scheduler ${endpoint}`}: ${parts.join(', ')}`
}

function rowLines({ control, layout, rows }: SharedMemory): string[] {
  const owned = new Array<number>(layout.endpoints).fill(0)
  const waiting: string[] = []
  const blocks = Math.min(control[Header.nextBlock] as number, layout.blocks)
  for (let slot = 0; slot < blocks * BLOCK_SLOTS; slot++) {
    const row = slot << ROW_WORDS_SHIFT
    const state = rows[row + Row.state] as number
    const owner = state & OWNER_MASK
    if ((state & ALIVE) !== 0) {
      owned[owner] = (owned[owner] as number) + 1
      continue
    }
    const [issued, delivered] = [rows[row + Row.issued], rows[row + Row.delivered]]
    if (issued !== delivered) waiting.push(`slot ${slot} of ${owner}: ${issued} tickets issued, ${delivered} have come`)
  }
  return [
    `processes by owner: ${owned}`,
    `free slots with tickets on their way: ${waiting.length}`,
    ...waiting.slice(0, MOST_ROWS),
  ]
}
