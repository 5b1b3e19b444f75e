// What the page knows of the VM: the last of each, as signals that the views read.

import { computed, effect, signal } from '@preact/signals'
import type { Hello, StreamEvent } from '../../protocol.ts'
import { appendEvents, EMPTY_LOG, type EventLog } from './event-log.ts'
import { appendOverview, type History } from './history.ts'
import { loads } from './load.ts'

export const hello = signal<Hello | null>(null)
/** Stands still what moves, so that it can be read: nothing is lost, and all of it comes when the page goes on. */
export const paused = signal(false)

const arrivedHistory = signal<History>([])
const arrivedLog = signal<EventLog>(EMPTY_LOG)

export const history = signal<History>([])
export const log = signal<EventLog>(EMPTY_LOG)
export const latest = computed(() => history.value.at(-1))
export const schedulerLoads = computed(() => loads(history.value))

effect(() => {
  if (paused.value) return
  history.value = arrivedHistory.value
  log.value = arrivedLog.value
})

export function receiveEvent(event: StreamEvent): void {
  switch (event.type) {
    case 'hello':
      // Another VM on the same port counts from zero again.
      if (hello.peek()?.startedAt !== event.startedAt) {
        arrivedHistory.value = []
        arrivedLog.value = EMPTY_LOG
      }
      hello.value = event
      arrivedLog.value = appendEvents(arrivedLog.peek(), event.recent)
      break
    case 'overview':
      arrivedHistory.value = appendOverview(arrivedHistory.peek(), event)
      break
    case 'events':
      arrivedLog.value = appendEvents(arrivedLog.peek(), event.events, event.dropped)
      break
    case 'goodbye':
  }
}

/** Milliseconds since 1970 of a time of the VM. */
export function toWallTime(time: number): number {
  return (hello.value?.startedAt ?? 0) + time
}

/** How long ago a time of the VM was, as of the latest overview, so that all of a page agrees. */
export function ago(time: number): number {
  return Math.max(0, (latest.value?.time ?? time) - time)
}
