import { isPid, type Pid } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { definitionOf, referenceTo } from '../../functions/definition.ts'
import { inspect } from '../../inspect.ts'
import { self } from '../../process/identity.ts'
import { register, whereis } from '../../process/names.ts'
import { isProcessCode, type Process } from '../../process/suspension.ts'
import { checkName } from '../../signals/names.ts'
import type { AnyFunction } from '../../terms/functions.ts'
import { Via } from './via.ts'

/** A name in a table of names. */
export interface ViaName<N = unknown> {
  readonly via: Via<N>
  readonly name: N
}

/** What a process of a behaviour is called: a registered name, or one in a table of its own. */
export type ServerName = string | ViaName
/** Whom to call. */
export type ServerRef = Pid | ServerName

/** A name that can be sent: a table is its reference. */
export type NameTerm = string | readonly [via: AnyFunction, name: unknown]

export function nameTermOf(call: string, name: ServerName | NameTerm): NameTerm {
  if (isNameTerm(name)) return name
  if (typeof name === 'string') {
    checkName(call, name)
    return name
  }
  return [referenceTo(checkVia(call, name)) as AnyFunction, name.name]
}

/** Who has a name now. Process code; undefined if nobody has. */
export function* find(call: string, server: ServerRef | NameTerm): Process<Pid | undefined> {
  if (isPid(server)) return server
  if (typeof server === 'string') return whereis(server)
  if (isNameTerm(server)) return yield* findVia(definitionOf(server[0]) as Via, server[1])
  return yield* findVia(checkVia(call, server), server.name)
}

/** Gives this process a name; who has it already, if somebody does. */
export function* claimOwnName(name: NameTerm): Process<Pid | undefined> {
  const via = typeof name === 'string' ? undefined : (definitionOf(name[0]) as Via)
  for (;;) {
    if (via === undefined) {
      try {
        yield* register(self(), name as string)
        return undefined
      } catch (error) {
        // Its holder may have ended since: then it is free.
        const holder = whereis(name as string)
        if (holder === self() || !(error instanceof BadArg)) throw error
        if (holder !== undefined) return holder
      }
    } else {
      const registered = via.callbacks.register(name[1], self())
      if (isProcessCode(registered) ? yield* registered : registered) return undefined
      const holder = yield* findVia(via, name[1])
      if (holder !== undefined) return holder
    }
  }
}

/** Frees a name of this process before it ends; registered names do so by themselves. */
export function* releaseOwnName(name: NameTerm): Process {
  if (typeof name === 'string') return
  const done = (definitionOf(name[0]) as Via).callbacks.unregister(name[1])
  if (isProcessCode(done)) yield* done
}

function* findVia(via: Via, name: unknown): Process<Pid | undefined> {
  const found = via.callbacks.whereis(name)
  return isProcessCode(found) ? yield* found as Process<Pid | undefined> : (found as Pid | undefined)
}

function isNameTerm(name: unknown): name is readonly [via: AnyFunction, name: unknown] {
  return Array.isArray(name) && typeof name[0] === 'function' && definitionOf(name[0]) instanceof Via
}

function checkVia(call: string, name: ViaName): Via {
  if (typeof name === 'object' && name !== null && name.via instanceof Via) return name.via
  throw new BadArg(
    `${call}: ${inspect(name)} is no pid and no name; give a pid, a string, or { via, name } with a table that Via.define made`,
  )
}
