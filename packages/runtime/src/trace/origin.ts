import type { ByteReader, ByteWriter } from '@multibeam/scheduler'

/**
 * The first byte of a process that a traced scheduler has written, where otherwise its kind stands: then come the scheduler (u8) and the time (f64), and behind them
 * what it would have written untraced. So whoever takes it in can tell where it came from, whether it is traced itself or not.
 */
export const TRACED = 255

export function writeOrigin(payload: ByteWriter, scheduler: number, at: number): void {
  payload.u8(TRACED)
  payload.u8(scheduler)
  payload.f64(at)
}

/** Goes on behind the origin; the byte that stands there. */
export function skipOrigin(payload: ByteReader): number {
  payload.u8()
  payload.f64()
  return payload.u8()
}
