import type { Pid, Ref } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { definitionOf } from '../../functions/definition.ts'
import { inspect } from '../../inspect.ts'
import { machineFor } from '../../machine/current.ts'
import { exit } from '../../process/exit.ts'
import { self } from '../../process/identity.ts'
import { Process } from '../../process/process.ts'
import { receive } from '../../process/receive.ts'
import { send } from '../../process/send.ts'
import { wait } from '../../process/wait.ts'
import type { AnyFunction } from '../../terms/functions.ts'
import type { StartResult } from '../start/start-result.ts'
import { stop } from '../supervisor/stop-child.ts'
import { isShutdown } from '../supervisor/verdict.ts'

/** What can stand at the top: whatever a behaviour's `define` makes. */
export interface Startable {
  // biome-ignore lint/suspicious/noExplicitAny: the arguments' types are those of the definition that is given; unknown[] would refuse every one
  startLink(...args: any[]): Process<StartResult>
}

type Message = readonly ['tree', asker: Pid, ref: Ref] | readonly ['EXIT', from: Pid, reason: unknown]

/**
 * The process above a tree of the main thread's: starts it, tells its pid, and exits as it does. An exit signal from elsewhere stops the tree.
 * Source: Erlang's application master.
 */
export function* application(url: string, name: string, index: number, args: unknown[]): Process {
  Process.flag('trapExit', true)
  Process.label(`above ${name}`)
  const reference: AnyFunction = yield* wait(machineFor('vm.supervise').loader.find(url, name, index))
  const started = yield* startTree(reference, name, args)
  if (!started.ok) return exit(started.reason)
  const tree = started.pid
  for (;;) {
    const [tag, from, detail] = yield* receive<Message>()
    if (tag === 'tree') send(from, ['tree', detail, tree])
    else if (from === tree) exit(detail)
    else return yield* end(tree)
  }
}

function startTree(reference: AnyFunction, name: string, args: unknown[]): Process<StartResult> {
  const definition = definitionOf(reference) as Partial<Startable> | undefined
  if (typeof definition?.startLink === 'function') return definition.startLink(...args)
  throw new BadArg(
    `vm.supervise: ${inspect(name)} is nothing to supervise; give what Supervisor.define, or another behaviour's define, has made`,
  )
}

function* end(tree: Pid): Process {
  const reason = yield* stop(tree, Number.POSITIVE_INFINITY)
  if (reason !== 'normal' && !isShutdown(reason)) exit(reason)
}

/** The pid of the tree under an application; exits with its reason if it has none. */
export function* treeOf(application: Pid): Process<Pid> {
  const ref = Process.monitor(application)
  send(application, ['tree', self(), ref])
  const [tag, , pid, , reason] = yield* receive<readonly unknown[]>((message: unknown) => isAbout(message, ref))
  if (tag === 'tree') return pid as Pid
  return exit(reason)
}

function isAbout(message: unknown, ref: Ref): boolean {
  return Array.isArray(message) && message[1] === ref
}
