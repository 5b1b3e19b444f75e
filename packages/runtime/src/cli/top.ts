import { styleText } from 'node:util'
import type { TopCommand } from './arguments.ts'

/** Shows an observed VM in the terminal; the exit code. */
export async function top({ target, once, json, sort, filter }: TopCommand): Promise<number> {
  // Only now: the other commands need none of it.
  const { top: show } = await import('@multibeam/observer/top')
  const options = { target, once, json, filter, ...(sort === undefined ? {} : { sort }) }
  return show(options, {
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    // `stream`: no colours where nobody sees them, nor where NO_COLOR says so.
    paint: (style, text) => styleText(style, text, { stream: process.stdout }),
  })
}
