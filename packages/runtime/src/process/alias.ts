import { isRef, type Ref } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { machineFor, processFor } from '../machine/current.ts'
import type { Machine } from '../machine/machine.ts'
import { checkOptions } from '../options.ts'
import { Few } from './few.ts'
import { type AliasMode, type ProcessRecord, rareOf } from './record.ts'

export const aliasModes: readonly AliasMode[] = ['explicitUnalias', 'demonitor', 'reply', 'replyDemonitor']

export interface AliasOptions {
  /** Only the first message that is sent to it arrives. */
  reply?: boolean
}

/**
 * A ref that messages can be sent to as to this process's pid, until `Process.unalias`: what comes later is dropped. So a late answer never
 * enters the mailbox. Source: Erlang's `alias/1`.
 */
export function alias(options: AliasOptions = {}): Ref {
  const machine = machineFor('Process.alias')
  checkOptions('Process.alias', options, ['reply'] satisfies (keyof AliasOptions)[])
  return addAlias(machine, processFor('Process.alias'), options.reply === true ? 'reply' : 'explicitUnalias')
}

export function addAlias(machine: Machine, process: ProcessRecord, mode: AliasMode): Ref {
  const ref = machine.refs.makeAlias(process)
  const rare = rareOf(process)
  rare.aliases ??= new Few()
  rare.aliases.set(ref, mode)
  return ref
}

/** Takes back an alias of this process; false if it was none (any more). Its monitor, if it has one, goes on. Throws BadArg. */
export function unalias(ref: Ref): boolean {
  const process = processFor('Process.unalias')
  if (!isRef(ref)) throw new BadArg(`Process.unalias: ${inspect(ref)} is no ref`)
  return process.rare?.aliases?.take(ref) !== undefined
}
