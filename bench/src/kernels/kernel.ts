/**
 * CPU work cut into pieces. Every JavaScript system computes the same pieces with the same functions; what differs is
 * who decides which thread computes which piece.
 */
export interface Kernel {
  pieces(sizes: readonly number[]): number
  /** Computes one piece; the sum over all pieces is the run's check. */
  piece(sizes: readonly number[], index: number): number
}
