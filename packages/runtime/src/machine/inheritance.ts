import { ByteReader, type Extras } from '@multibeam/scheduler'
import { ModuleNotLoaded } from '../functions/module-functions.ts'
import { deepFreeze } from '../shared-state/persistent-term/deep-freeze.ts'
import { Notice } from '../signals/kinds.ts'
import { decodeTerm } from '../terms/decode.ts'
import { encodeTerm } from '../terms/encode.ts'
import type { Machine } from './machine.ts'

/**
 * Gives the successor of a dead scheduler this one's persistent terms. It happens before any process is spawned there from here, so that none
 * begins without them. One notice a term: one whose module is not loaded there yet holds up no other.
 */
export function bequeathTerms(machine: Machine, successor: number): void {
  const { endpoint, functions } = machine
  for (const entry of machine.persistentTerms.entries()) {
    const payload = endpoint.begin()
    payload.u8(Notice.persistentTerm)
    encodeTerm(payload, endpoint.extras, entry, 'persistent term', functions)
    endpoint.notify(successor)
  }
}

/** Takes in such a term, unless it is here: every survivor sends what it has, and a change that was made meanwhile is newer. */
export function inheritTerm(machine: Machine, payload: ByteReader, extras: Extras): void {
  const start = payload.position
  try {
    take(machine, payload, extras)
  } catch (error) {
    if (!(error instanceof ModuleNotLoaded)) throw error
    const bytes = payload.bytes.slice(start, payload.end)
    void inheritWhenLoaded(machine, bytes, { list: extras.list, from: extras.from }, error.url)
  }
}

async function inheritWhenLoaded(machine: Machine, bytes: Uint8Array, extras: Extras, missing: string): Promise<void> {
  for (let url = missing; ; ) {
    await machine.loader.load(url)
    const payload = new ByteReader()
    payload.open(bytes, 0, bytes.length)
    try {
      take(machine, payload, extras)
      return
    } catch (error) {
      if (!(error instanceof ModuleNotLoaded)) throw error
      url = error.url
    }
  }
}

function take(machine: Machine, payload: ByteReader, extras: Extras): void {
  const [key, value] = decodeTerm(payload, extras.list, extras.from, machine.functions) as [unknown, unknown]
  const terms = machine.persistentTerms
  if (!terms.has(key)) terms.set(key, deepFreeze(value))
}
