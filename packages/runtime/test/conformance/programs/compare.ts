// What scripts/compare-programs.mjs runs, bundled: fresh programs on Multibeam and on the installed Erlang/OTP.

import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { VM } from 'multibeam'
import { canonical, difference } from './canonical.ts'
import { ErlangMissing, runOnErlang } from './erlang.ts'
import { assemble, draftOf, type Generated, generate, shorter } from './generate.ts'
import type { Placement } from './interpreter.ts'
import { describeProgram, type Program, type Trace } from './program.ts'
import { runOnThreads, runSimulated, type SimulatedRun, simulatedRunsOf } from './run.ts'

const HELP = `Usage: node scripts/compare-programs.mjs [--count 5000] [--seed N]
       node scripts/compare-programs.mjs --record 200 [--seed N]

Runs random programs of spawns, links, monitors, exits, names and receives on Multibeam (in the simulator, and on real threads
with three placements) and on the installed Erlang/OTP, and compares what their processes have observed. Exits with 1 and the
first programs that differ, made shorter, if any do.

  --count N    how many programs (default 5000)
  --seed N     seed of the first one; the next has the next seed (default: a random one, printed)
  --record N   writes N programs with Erlang's answers to recorded.jsonl instead, for the tests
  --help       this text

packages/runtime/test/conformance/programs/README.md tells which programs there are.
`

/** Of each program on Erlang: the first without random yields. Chosen; the generator was checked with 6 repetitions of 5000 programs. */
const REPETITIONS = 3
const BATCH = 250
const MOST_DIFFERENCES = 3
/** Rounds of making a program shorter. */
const MOST_ROUNDS = 60

interface Failure {
  program: Program
  where: string
  text: string
}

export async function main(args: string[]): Promise<number> {
  let options: ReturnType<typeof parse>
  try {
    options = parse(args)
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${HELP}`)
    return 1
  }
  if (options.help) {
    console.log(HELP)
    return 0
  }
  try {
    return options.record === undefined
      ? await compare(options.count, options.seed)
      : record(options.record, options.seed)
  } catch (error) {
    if (!(error instanceof ErlangMissing)) throw error
    console.error(error.message)
    return 1
  }
}

function parse(args: string[]): { help: boolean; count: number; seed: number; record: number | undefined } {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      count: { type: 'string', default: '5000' },
      seed: { type: 'string' },
      record: { type: 'string' },
    },
  })
  return {
    help: values.help,
    count: whole('--count', values.count, 1),
    seed: values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : whole('--seed', values.seed, 0),
    record: values.record === undefined ? undefined : whole('--record', values.record, 1),
  }
}

function whole(option: string, text: string, least: number): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= least) return value
  throw new Error(`${option} is "${text}"; give a whole number from ${least}`)
}

async function compare(count: number, firstSeed: number): Promise<number> {
  console.log(`${count} programs, seeds from ${firstSeed}`)
  await using vm = await VM.start({ schedulers: 2 })
  // Crashes are part of the programs.
  vm.on('crash', () => {})
  let mistakes = 0
  for (let done = 0; done < count; done += BATCH) {
    const size = Math.min(BATCH, count - done)
    const generated = Array.from({ length: size }, (_, index) => generate(firstSeed + done + index))
    const expected = onErlang(generated)
    mistakes += generated.length - expected.size
    const simulated = await simulatedFailures(expected)
    // A signal that is lost is waited for a long time on threads: what the simulator finds is enough.
    const failures = simulated.length > 0 ? simulated : await threadFailures(vm, expected)
    if (failures.length > 0) {
      print(failures.slice(0, MOST_DIFFERENCES))
      console.error(`${failures.length} runs differ among the programs ${done} to ${done + size - 1}`)
      return 1
    }
    console.log(`${done + size} of ${count} agree`)
  }
  if (mistakes > 0) {
    console.error(`${mistakes} programs were left out: a mistake of the generator (see above)`)
    return 1
  }
  return 0
}

/** Programs with Erlang's traces. Those with several outcomes, or with another one than the model's, are printed and left out. */
function onErlang(generated: readonly Generated[]): Map<Program, Trace> {
  const programs = generated.map(({ program }) => program)
  const found = runOnErlang(programs, REPETITIONS, erlangSource())
  const traces = new Map<Program, Trace>()
  for (const [index, { program, expected }] of generated.entries()) {
    const all = new Set(found[index]?.map((trace) => JSON.stringify(canonical(program, trace))))
    const trace = found[index]?.[0] as Trace
    const fault = all.size > 1 ? 'has several outcomes on Erlang' : modelFault(expected, trace)
    if (fault === undefined) traces.set(program, trace)
    else console.error(`the generator made a mistake: this program ${fault}\n${describeProgram(program)}`)
  }
  return traces
}

/** What the model had wrong. */
function modelFault(expected: Generated['expected'], trace: Trace): string | undefined {
  if (trace[0] === 'failed') return `failed on Erlang: ${trace[1]}`
  const lengths = new Map<number, number>()
  const dead = new Set<number>()
  for (const [index, step] of trace.entries()) {
    const [, deaths, queues] = step as Exclude<typeof step, string>
    for (const [process] of deaths) dead.add(process)
    for (const [process, messages] of queues) lengths.set(process, messages.length)
    for (const [process, messages] of expected[index] ?? []) {
      if (dead.has(process) || (lengths.get(process) ?? 0) !== messages) {
        return `is not what the model expects of p${process} in step ${index + 1}`
      }
    }
  }
  return undefined
}

async function simulatedFailures(expected: ReadonlyMap<Program, Trace>): Promise<Failure[]> {
  const failures: Failure[] = []
  for (const [program, trace] of expected) {
    for (const run of simulatedRunsOf(program)) {
      const text = difference(program, trace, await runSimulated(program, run))
      if (text === undefined) continue
      failures.push(
        failures.length === 0 ? await shrink(program, run, text) : { program, where: describeRun(run), text },
      )
      if (failures.length >= MOST_DIFFERENCES) return failures
    }
  }
  return failures
}

async function threadFailures(vm: VM, expected: ReadonlyMap<Program, Trace>): Promise<Failure[]> {
  const failures: Failure[] = []
  const programs = [...expected.keys()]
  const placements: readonly Placement[] = ['together', 'spread', 'free']
  for (const placement of placements) {
    const traces = await runOnThreads(vm, programs, placement)
    for (const [index, program] of programs.entries()) {
      const text = difference(program, expected.get(program) as Trace, traces[index] as Trace)
      if (text !== undefined) failures.push({ program, where: `on two threads, placed ${placement}`, text })
    }
  }
  return failures
}

/** Leaves out steps and operations as long as the rest still differs. */
async function shrink(program: Program, run: SimulatedRun, text: string): Promise<Failure> {
  let failure: Failure = { program, where: describeRun(run), text }
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const candidates = [...shorter(draftOf(failure.program))].map((draft) => assemble(program.seed, draft))
    if (candidates.length === 0) return failure
    const smaller = await firstFailure(onErlang(candidates), run)
    if (smaller === undefined) return failure
    failure = smaller
  }
  return failure
}

async function firstFailure(expected: ReadonlyMap<Program, Trace>, run: SimulatedRun): Promise<Failure | undefined> {
  for (const [program, trace] of expected) {
    const text = difference(program, trace, await runSimulated(program, run))
    if (text !== undefined) return { program, where: describeRun(run), text }
  }
  return undefined
}

function describeRun({ schedulers, placement }: SimulatedRun): string {
  return `in the simulator, ${schedulers} schedulers, placed ${placement}`
}

function print(failures: readonly Failure[]): void {
  for (const { program, where, text } of failures) console.error(`\n${where}\n${describeProgram(program)}\n${text}\n`)
}

function record(count: number, firstSeed: number): number {
  const generated = Array.from({ length: count }, (_, index) => generate(firstSeed + index))
  const traces = onErlang(generated)
  if (traces.size < count) return 1
  const lines = Array.from(traces, ([{ seed, steps }, trace]) => JSON.stringify([seed, steps, trace]))
  const file = new URL('./recorded.jsonl', import.meta.url)
  writeFileSync(file, `${lines.join('\n')}\n`)
  console.log(`wrote ${count} programs, seeds from ${firstSeed}`)
  return 0
}

function erlangSource(): URL {
  return new URL('./programs.erl', import.meta.url)
}
