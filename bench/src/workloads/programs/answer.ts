// The process of which `first-result.mjs` waits for the value.

import type { Process } from 'multibeam'

export function* answer(): Process<number> {
  return 42
}
