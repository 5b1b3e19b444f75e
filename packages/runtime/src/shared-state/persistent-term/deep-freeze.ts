/**
 * Freezes a term and what it holds. The elements of typed arrays and the contents of maps and sets cannot be frozen by JavaScript: they
 * stay as they are, and what maps and sets hold is frozen.
 */
export function deepFreeze(term: unknown): unknown {
  if (typeof term !== 'object' || term === null || Object.isFrozen(term)) return term
  if (ArrayBuffer.isView(term) || term instanceof ArrayBuffer || term instanceof SharedArrayBuffer) return term
  // Before what it holds: a term may hold itself.
  Object.freeze(term)
  for (const value of Object.values(term)) deepFreeze(value)
  if (term instanceof Map) {
    for (const [key, value] of term) {
      deepFreeze(key)
      deepFreeze(value)
    }
  } else if (term instanceof Set) {
    for (const item of term) deepFreeze(item)
  }
  return term
}
