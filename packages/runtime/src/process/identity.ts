import type { Pid, Ref } from '@multibeam/scheduler'
import { machineFor, processFor } from '../machine/current.ts'

/** The pid of this process. */
export function self(): Pid {
  return processFor('self').pid
}

/** A ref that no other call in the VM has given or will give. A receive for it skips the messages that came before. */
export function makeRef(): Ref {
  const current = machineFor('makeRef')
  return current.refs.make(current.current)
}
