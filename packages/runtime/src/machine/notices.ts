import { ByteReader, type Extras, type Pid, Priority, type Ref } from '@multibeam/scheduler'
import { ModuleNotLoaded } from '../functions/module-functions.ts'
import type { SchedulerQuestion } from '../observe/questions.ts'
import { rareOf } from '../process/record.ts'
import { Notice } from '../signals/kinds.ts'
import { decodeTerm } from '../terms/decode.ts'
import { encodeTerm } from '../terms/encode.ts'
import { traceMachine, untraceMachine } from '../trace/install.ts'
import { sendAnswer } from './ask.ts'
import { describeError, type ErrorTerm, plainError } from './error-term.ts'
import { inheritTerm } from './inheritance.ts'
import type { Machine } from './machine.ts'
import { readWishes } from './monitoring.ts'
import { readArguments, readSpawnRequest, type SpawnRequest } from './spawn-request.ts'

/** A message from the main thread or from another scheduler's machine. */
export function handleNotice(machine: Machine, _from: number, payload: ByteReader, extras: Extras): void {
  const notice = payload.u8()
  if (notice === Notice.spawn) {
    const request = readSpawnRequest(payload)
    const bytes = payload.bytes.slice(payload.position, payload.end)
    void startRequested(machine, request, bytes, { list: extras.list, from: extras.from })
  } else if (notice === Notice.timer) {
    const asker = payload.f64() as Pid
    const question = payload.u32()
    const ref = payload.f64() as Ref
    const cancel = payload.u8() === 1
    const moved = machine.timers.movedWith(ref)
    sendAnswer(machine, asker, question, moved === undefined ? machine.timers.ask(ref, cancel) : [moved])
  } else if (notice === Notice.monitoring) {
    machine.monitoring.follow(readWishes(payload))
  } else if (notice === Notice.trace) {
    if (payload.u8() === 1) traceMachine(machine, extras.list[extras.from] as SharedArrayBuffer, machine.scheduler.host)
    else untraceMachine(machine)
  } else if (notice === Notice.persistentTerm) {
    inheritTerm(machine, payload, extras)
  } else if (notice === Notice.observe) {
    const request = payload.u32()
    observe(machine, request, decodeTerm(payload, extras.list, extras.from, machine.functions) as SchedulerQuestion)
  }
}

async function startRequested(
  machine: Machine,
  { request, wantsResult, url, name, index }: Omit<SpawnRequest, 'args'>,
  bytes: Uint8Array,
  extras: Extras,
): Promise<void> {
  const { endpoint, scheduler } = machine
  try {
    const fn = await machine.loader.find(url, name, index)
    const args = await decodeArguments(machine, bytes, extras)
    const process = machine.createProcess(fn, args, 0, Priority.normal, 0)
    if (wantsResult) rareOf(process).request = request
    const payload = endpoint.begin()
    payload.u8(Notice.spawned)
    payload.u32(request)
    payload.f64(process.pid)
    endpoint.notify(0)
    scheduler.makeRunnable(process)
  } catch (error) {
    const term = describeError(error)
    try {
      writeFailure(machine, request, term)
    } catch {
      // The cause holds what cannot be sent; its message and stack can.
      writeFailure(machine, request, { ...term, cause: plainError(term.cause) })
    }
    endpoint.notify(0)
    scheduler.attend()
  }
}

function writeFailure({ endpoint, functions }: Machine, request: number, term: ErrorTerm): void {
  const payload = endpoint.begin()
  payload.u8(Notice.spawnFailed)
  payload.u32(request)
  encodeTerm(payload, endpoint.extras, term, 'error', functions)
}

async function decodeArguments(machine: Machine, bytes: Uint8Array, extras: Extras): Promise<unknown[]> {
  const payload = new ByteReader()
  for (;;) {
    payload.open(bytes, 0, bytes.length)
    try {
      return readArguments(payload, extras, machine.functions)
    } catch (error) {
      if (!(error instanceof ModuleNotLoaded)) throw error
      await machine.loader.load(error.url)
    }
  }
}

/** The code for it is loaded when it is asked for the first time; until then no scheduler has anything of it. */
function observe(machine: Machine, request: number, question: SchedulerQuestion): void {
  machine.observingLoads ??= import('../observe/observing.ts').then(({ Observing }) => {
    machine.observing = new Observing(machine)
    return machine.observing
  })
  void machine.observingLoads.then((observing) => observing.take(request, question))
}
