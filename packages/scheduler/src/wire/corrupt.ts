/** Bytes that no writer of this version could have written: a bug, or two versions of the package in one VM. */
export class CorruptBytes extends Error {
  readonly code = 'CORRUPT_BYTES'
  /** Where in the buffer reading stopped. */
  readonly position: number

  constructor(what: string, position: number, cause?: unknown) {
    super(
      `corrupt signal bytes at ${position}: ${what}. Are all schedulers running the same version of multibeam?`,
      cause === undefined ? undefined : { cause },
    )
    this.name = 'CorruptBytes'
    this.position = position
  }
}
