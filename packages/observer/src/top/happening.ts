import type { ProcessName, VMEvent } from '../protocol.ts'
import { harmless } from './text.ts'

/** What has happened, in a line. */
export function describe(event: VMEvent): string {
  switch (event.kind) {
    case 'crash':
      return harmless(`${nameOf(event.process)} crashed: ${firstLine(event.reason)}`)
    case 'supervisor': {
      const child = event.child ?? 'a child'
      const what = event.restarts ? `${child} is started again` : `${child}: ${event.what}`
      return harmless(`${nameOf(event.supervisor)}: ${what}, after ${firstLine(event.reason)}`)
    }
    case 'longSchedule':
      return harmless(
        `${nameOf(event.process)} held scheduler ${event.scheduler} up for ${Math.round(event.milliseconds)} ms`,
      )
    case 'schedulerDown':
      return harmless(`scheduler ${event.scheduler} died with ${event.processes} processes: ${firstLine(event.cause)}`)
    case 'steal':
      return `scheduler ${event.thief} stole ${event.processes} processes`
    case 'migration':
      return `${event.movedOut} processes left scheduler ${event.scheduler}`
  }
}

function nameOf({ shown, name, call }: ProcessName): string {
  return `${name ?? call ?? 'process'} ${shown}`
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n', 1)
  return line
}
