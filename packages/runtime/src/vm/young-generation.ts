import { setFlagsFromString } from 'node:v8'

/** V8's: a young generation that is full of what lives doubles. */
const USUAL_FACTOR = 2
/** Any young generation gets to its limit at once: it begins with a megabyte or a few, and ends below a gigabyte. */
const WHOLE_FACTOR = 1024

/** VMs that are starting: the flag is V8's, and so all of theirs. */
let starting = 0

/**
 * Lets the young generations of running schedulers grow to their limit when they grow. One doubling after the other, each copying all that lives, was a third
 * of the time of spawning 100,000 processes. Only memory that is used counts: an idle scheduler has touched none of it.
 *
 * While threads start, V8's flags are as Node was built with: otherwise V8 refuses the code cache of Node's own modules, and a thread takes twice as long
 * to start. Call the result once the threads run.
 */
export function growYoungGenerations(): () => void {
  // Who sets the flag wants something else.
  if ([...process.execArgv, process.env.NODE_OPTIONS ?? ''].some((flag) => /semi[-_]space[-_]growth/.test(flag))) {
    return () => {}
  }
  if (starting++ === 0) setFlagsFromString(`--semi-space-growth-factor=${USUAL_FACTOR}`)
  return () => {
    if (--starting === 0) setFlagsFromString(`--semi-space-growth-factor=${WHOLE_FACTOR}`)
  }
}
