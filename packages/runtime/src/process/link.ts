import { isPid, type Pid } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { machineFor, processFor } from '../machine/current.ts'
import * as links from '../signals/links.ts'

/**
 * Links this process with another one: when one of the two exits, the other gets an exit signal with the reason. Linking twice is one
 * link, linking to oneself does nothing. If there is no such process, the signal's reason is `'noproc'`.
 *
 * Throws BadArg. Source: Erlang's `link/1`.
 */
export function link(pid: Pid): void {
  if (!isPid(pid)) throw new BadArg(`Process.link: ${inspect(pid)} is no pid`)
  links.link(machineFor('Process.link'), processFor('Process.link'), pid)
}

/** Takes a link down, from here on: no exit signal comes over it any more; one that is a message already stays. Throws BadArg. */
export function unlink(pid: Pid): void {
  if (!isPid(pid)) throw new BadArg(`Process.unlink: ${inspect(pid)} is no pid`)
  links.unlink(machineFor('Process.unlink'), processFor('Process.unlink'), pid)
}
