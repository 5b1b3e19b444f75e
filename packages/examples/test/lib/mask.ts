/**
 * Calls the pids of a text PID-A, PID-B, … in the order in which they first appear, so that texts are equal when the same process is
 * meant at the same places, whichever numbers it has got.
 */
export function maskPids(text: string): string {
  const letters = new Map<string, string>()
  return text.replace(/#PID<\d+\.\d+\.\d+>|\bPID-[A-Z]\b/g, (pid) => {
    const letter = letters.get(pid) ?? `PID-${String.fromCharCode(65 + letters.size)}`
    letters.set(pid, letter)
    return letter
  })
}

/** Writes TIME for the number in front of a unit of time. */
export function maskTimes(text: string): string {
  return text.replace(/\b\d+(\.\d+)?(?= (ms|microseconds)$| s\b)/gm, 'TIME')
}
