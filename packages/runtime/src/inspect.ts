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

/** Elements of a list that are shown briefly. Chosen. */
export const MOST_ELEMENTS = 50

/** The same, cut to so many levels of objects, and to the first elements of lists; the term's own code does not run. */
export function inspectBriefly(term: unknown, depth: number): string {
  return platformInspect(term, {
    ...options,
    depth,
    maxArrayLength: MOST_ELEMENTS,
    maxStringLength: 1000,
    customInspect: false,
  })
}

function named(text: string): string {
  const number = Number(text)
  if (isPid(number)) return pidText(number)
  if (isRef(number)) return `#Ref<${schedulerOf(number)}.${counterOf(number)}>`
  return text
}
