// What `startup` gives to `multibeam run`.

import type { Process } from 'multibeam'

export function* main(): Process<void> {
  console.log('hello')
}
