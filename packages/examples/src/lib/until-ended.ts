import { type Pid, Process, sleep } from 'multibeam'

/**
 * Waits until a process has ended.
 *
 * A Livebook goes on after the last line of a cell, and so do the processes that the cell has started; `multibeam run` ends
 * the VM, and every process in it, as soon as `main` returns. So a program whose last process still has something to
 * print waits for it. It looks once a millisecond, since monitors are a later session's subject.
 */
export function* untilEnded(pid: Pid): Process<void> {
  while (yield* Process.alive(pid)) yield* sleep(1)
}
