// What tests and tools of this repository reach of a VM, by symbols, and programs do not: nothing here is documented or kept.

/** An option of `VM.start`: processes that a public ring holds, a power of two from 2. Small ones are often full. */
export const RING_CAPACITY: unique symbol = Symbol.for('multibeam.internal.ringCapacity') as never
/** An option of `VM.start`, true or false: it resolves once scheduler 1 runs, and the threads of the others start only then. */
export const FIRST_ALONE: unique symbol = Symbol.for('multibeam.internal.firstAlone') as never
/** A property of a VM: its SharedMemory. */
export const SHARED_MEMORY: unique symbol = Symbol.for('multibeam.internal.sharedMemory') as never
/** A method of a VM: ends the thread of a scheduler, by its number, as if it had died. */
export const TERMINATE: unique symbol = Symbol.for('multibeam.internal.terminate') as never

/** Chosen: a thief takes half, and a scheduler publishes no more than 32 at once. */
const USUAL_RING_CAPACITY = 64

export function ringCapacityOf(options: object): number {
  const given: unknown = Reflect.get(options, RING_CAPACITY)
  return typeof given === 'number' ? given : USUAL_RING_CAPACITY
}

export function firstAloneOf(options: object): boolean {
  return Reflect.get(options, FIRST_ALONE) === true
}

/** The options of a VM for a program whose first process nobody but the VM's own code waits for: it need not wait for the other schedulers. */
export function startingWithFirst<O extends object>(options: O): O {
  return { ...options, [FIRST_ALONE]: true }
}
