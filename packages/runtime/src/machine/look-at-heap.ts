import { getHeapStatistics } from 'node:v8'
import { type SharedMemory, Statistic } from '@multibeam/scheduler'

/** Notes how large the heap of a scheduler's thread, which this is, is now. Takes microseconds. */
export function lookAtHeap({ statistics, layout }: SharedMemory, scheduler: number): void {
  const { used_heap_size: used, total_heap_size: total } = getHeapStatistics()
  statistics[layout.statistic(scheduler, Statistic.heapUsed)] = used
  statistics[layout.statistic(scheduler, Statistic.heapTotal)] = total
}
