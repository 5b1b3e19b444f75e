import type { ByteReader, ByteWriter, Extras } from '@multibeam/scheduler'
import { Notice } from '../signals/kinds.ts'
import { decodeTerm } from '../terms/decode.ts'
import { encodeTerm } from '../terms/encode.ts'
import type { FunctionTable } from '../terms/functions.ts'

/** The main thread asks a machine to start a process. */
export interface SpawnRequest {
  /** Numbers the main thread's requests. */
  request: number
  /** The main thread wants the value or the exit reason, too. */
  wantsResult: boolean
  url: string
  name: string
  /** See Mfa. */
  index: number
  args: readonly unknown[]
}

export function writeSpawnRequest(
  payload: ByteWriter,
  extras: unknown[],
  { request, wantsResult, url, name, index, args }: SpawnRequest,
  functions: FunctionTable,
): void {
  payload.u8(Notice.spawn)
  payload.u32(request)
  payload.u8(wantsResult ? 1 : 0)
  payload.string(url)
  payload.string(name)
  payload.u32(index + 1)
  payload.u32(args.length)
  args.forEach((arg, i) => {
    encodeTerm(payload, extras, arg, `args[${i}]`, functions)
  })
}

/** Reads what follows the notice's first byte. The arguments are read last, by `args`, once their functions' modules may be loaded. */
export function readSpawnRequest(payload: ByteReader): Omit<SpawnRequest, 'args'> {
  return {
    request: payload.u32(),
    wantsResult: payload.u8() === 1,
    url: payload.string(),
    name: payload.string(),
    index: payload.u32() - 1,
  }
}

export function readArguments(payload: ByteReader, extras: Extras, functions: FunctionTable): unknown[] {
  const args: unknown[] = []
  for (let left = payload.u32(); left > 0; left--) args.push(decodeTerm(payload, extras.list, extras.from, functions))
  return args
}
