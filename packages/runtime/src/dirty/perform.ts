import { ByteReader } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { ModuleNotLoaded } from '../functions/module-functions.ts'
import type { ModuleLoader } from '../functions/module-loader.ts'
import { plainError } from '../machine/error-term.ts'
import { decodeTerm } from '../terms/decode.ts'
import type { AnyFunction, FunctionTable } from '../terms/functions.ts'
import { encoded, failed } from './calls.ts'
import { DirtyEnd, type DirtyOutcome, type DirtyRequest, type Encoded } from './wire.ts'

type Called = Omit<DirtyRequest, 'pid' | 'call'>

/** Finds the function of a call, runs it with its arguments and gives what came of it. Never rejects. */
export async function perform(request: Called, loader: ModuleLoader, functions: FunctionTable): Promise<DirtyOutcome> {
  let fn: AnyFunction
  let args: unknown[]
  try {
    fn = await loader.findOrdinary(request)
    if (functions.isProcessFunction(fn)) {
      throw new BadArg(`dirty: ${request.name} of ${request.url} is a process function; start it with spawn`)
    }
    args = await argumentsOf(request.args, loader, functions)
  } catch (error) {
    return failed(error, functions)
  }
  return call(fn, args, functions)
}

/** The same, at once, for a function that is here already; undefined if it is not. A promise if the function returns one. */
export function performNow(
  request: Called,
  loader: ModuleLoader,
  functions: FunctionTable,
): DirtyOutcome | Promise<DirtyOutcome> | undefined {
  const fn = loader.knownOrdinary(request)
  if (fn === undefined) return undefined
  const reader = new ByteReader()
  reader.open(request.args.bytes, 0, request.args.bytes.length)
  return call(fn, decodeTerm(reader, request.args.extras, 0, functions) as unknown[], functions)
}

function call(fn: AnyFunction, args: unknown[], functions: FunctionTable): DirtyOutcome | Promise<DirtyOutcome> {
  const ended = (value: unknown): DirtyOutcome => {
    try {
      return encoded(DirtyEnd.value, value, functions)
    } catch (error) {
      return thrown(error, functions)
    }
  }
  try {
    const value: unknown = fn(...args)
    if (typeof (value as PromiseLike<unknown> | undefined)?.then !== 'function') return ended(value)
    return Promise.resolve(value as PromiseLike<unknown>).then(ended, (error) => thrown(error, functions))
  } catch (error) {
    return thrown(error, functions)
  }
}

/** What was thrown, whole; of what cannot be sent, the message and the stack. */
function thrown(error: unknown, functions: FunctionTable): DirtyOutcome {
  try {
    return encoded(DirtyEnd.thrown, error, functions)
  } catch {
    return encoded(DirtyEnd.thrown, plainError(error), functions)
  }
}

/** Process functions among the arguments may be of modules that are not loaded in this thread yet. */
async function argumentsOf(args: Encoded, loader: ModuleLoader, functions: FunctionTable): Promise<unknown[]> {
  const reader = new ByteReader()
  for (;;) {
    reader.open(args.bytes, 0, args.bytes.length)
    try {
      return decodeTerm(reader, args.extras, 0, functions) as unknown[]
    } catch (error) {
      if (!(error instanceof ModuleNotLoaded)) throw error
      await loader.load(error.url)
    }
  }
}
