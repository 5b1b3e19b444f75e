/**
 * What a scheduler records of itself: entries of eight 64-bit floats, the first one its kind. Times are milliseconds on the VM's clock;
 * `name` and `call` are numbers of texts, 0 for none.
 */
export const Entry = {
  /** Number of the text, its UTF-16 code units. As many entries follow as they fill. */
  text: 1,
  /** Begun, ended, pid, name, call, reductions, how it ended (SliceResult). */
  slice: 2,
  /** Begun, ended: the scheduler slept. */
  parked: 3,
  /** At, the victim, number of processes. */
  steal: 4,
  /** Begun, ended, pid, name, call, to: a process that had started was handed over. */
  left: 5,
  /** Begun, ended, pid, name, call: one that had not was put where others may take it. */
  published: 6,
  /** Begun, ended, pid, name, call, 1 if it could have left: then nobody was there to take it. */
  stayed: 7,
  /** Begun, ended, pid, name, call, from, when it was written there; from 0 if that scheduler was not traced. */
  arrived: 8,
  /** At, unused, pid, name, call, number of the reason's text. */
  crash: 9,
  /** At, processes in the run queue. */
  runQueue: 10,
} as const

/** Floats of an entry: 64 bytes, a line of the processor's cache. */
export const ENTRY_FLOATS = 8
/** UTF-16 code units that an entry holds. */
export const ENTRY_UNITS = ENTRY_FLOATS * 4

/** An arrow begins and ends within a slice of the picture, not at its edge, where a viewer may see what was before. Milliseconds; chosen: less than any takes. */
export const INSIDE = 0.0001
