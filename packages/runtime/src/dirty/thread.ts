import { MessageChannel, parentPort, workerData } from 'node:worker_threads'
import { installLoader } from '@multibeam/compiler'
import { isTransferable, ModuleTable, SharedMemory } from '@multibeam/scheduler'
import { move, transferableSymbol, valueSymbol } from 'piscina'
import { ModuleFunctions } from '../functions/module-functions.ts'
import { ModuleLoader } from '../functions/module-loader.ts'
import { redirectConsole } from '../thread/console-output.ts'
import { refuseProcessExit } from '../thread/process-exit.ts'
import { onMainOnlyCode } from '../vm/main-only.ts'
import { perform } from './perform.ts'
import type { DirtyBoot, DirtyHello } from './pool.ts'
import type { DirtyOutcome, DirtyRequest } from './wire.ts'

type Run = (request: Omit<DirtyRequest, 'pid' | 'call'>) => Promise<unknown>

/** Makes this thread of the pool ready, and gives what it does for each call. */
export function startDirtyThread(): Run {
  const main = parentPort
  if (main === null) throw new Error('dirty-thread.js is the entry of a thread of the dirty pool; a VM starts it')
  const { buffers } = workerData as DirtyBoot
  installLoader()
  process.setSourceMapsEnabled(true)
  const { port1, port2 } = new MessageChannel()
  main.postMessage({ output: port1 } satisfies DirtyHello, [port1])
  // Without numbers: a thread may be ended between taking a number and printing, and the main thread would wait for that piece.
  redirectConsole(port2, () => undefined)
  refuseProcessExit('a function that runs on the dirty pool', 'return, or throw an error')
  const loader = new ModuleLoader()
  onMainOnlyCode(() => loader.reachedMainOnlyCode())
  const functions = new ModuleFunctions(new ModuleTable(new SharedMemory(buffers)), (url) => loader.isSettled(url))
  return async (request) => movingExtras(await perform(request, loader, functions))
}

/** What stands beside the bytes was made for the receiver: what can be moved is. */
function movingExtras(outcome: DirtyOutcome): unknown {
  const transfer = outcome.extras.filter(isTransferable)
  if (transfer.length === 0) return outcome
  return move({ [transferableSymbol]: transfer, [valueSymbol]: outcome } as unknown as Parameters<typeof move>[0])
}
