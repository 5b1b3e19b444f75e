import { type InspectOptions, inspect as platformInspect } from 'node:util'
import { counterOf, generationOf, isPid, isRef, nodeOf, type Pid, schedulerOf, slotOf } from '@multibeam/scheduler'

/** `stylize` is what Node hands to custom inspectors, and takes back; its types do not know. */
const options: InspectOptions & { stylize(text: string, style: string): string } = {
  stylize: (text, style) => (style === 'number' ? named(text) : text),
}

/**
 * A term as Node prints it, except that pids print as `#PID<node.slot.generation>` and refs as `#Ref<scheduler.counter>`,
 * also inside of arrays, objects, maps and sets. A number in the range of pids or refs is taken for one.
 */
export function inspect(term: unknown): string {
  return platformInspect(term, options)
}

/** A pid as `inspect` prints it. */
export function pidText(pid: Pid): string {
  return `#PID<${nodeOf(pid)}.${slotOf(pid)}.${generationOf(pid)}>`
}

function named(text: string): string {
  const number = Number(text)
  if (isPid(number)) return pidText(number)
  if (isRef(number)) return `#Ref<${schedulerOf(number)}.${counterOf(number)}>`
  return text
}
