import { Observer } from '@multibeam/observer'
import { MultibeamError } from '../errors.ts'
import type { CompletedObserveOptions } from '../vm/observe-options.ts'
import { Observation, type ObservedVM } from './observation.ts'

/** Begins to observe a VM. Throws MultibeamError. */
export async function openObserver(vm: ObservedVM, options: CompletedObserveOptions): Promise<Observer> {
  const observation = new Observation(vm, options.longSchedule)
  try {
    return await Observer.open(observation, options)
  } catch (error) {
    observation.end()
    throw failure(error as NodeJS.ErrnoException, options)
  }
}

function failure(error: NodeJS.ErrnoException, { port, host, socket }: CompletedObserveOptions): MultibeamError {
  const isListening = error.syscall === 'listen' || error.syscall === 'bind' || error.syscall === 'getaddrinfo'
  const where = 'port' in error || error.syscall === 'getaddrinfo' ? `port ${port} of ${host}` : `socket ${socket}`
  const what = isListening ? `cannot listen at ${where}: ` : ''
  const todo = error.code === 'EADDRINUSE' ? '; it is in use: give another, or leave it out' : ''
  return new MultibeamError('OBSERVER_FAILED', `vm.observe: ${what}${error.message}${todo}`, { cause: error })
}
