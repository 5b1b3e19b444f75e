// `node scripts/stress.mjs` has processes do everything at which a signal or a process could be lost, on more threads than there are cores;
// `--help` tells more.

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { root } from './workspace.mjs'

const HELP = `Usage: node scripts/stress.mjs [OPTIONS]

Runs rounds of processes on real threads for a while: they send each other numbered messages, pin themselves to other schedulers all the time,
spawn, link, monitor, register, set timers and exit. Checked are the order of each pair, that every message, exit and timer comes once, that
no process is lost and none is left. Build first. Exits with 1 at the first failure, or when nothing happens any more: then with a dump of the
shared memory.

  --seconds N      how long (default 60)
  --seed N         of the first round; the next has the next seed (default: a random one, printed)
  --schedulers N   threads (default 8)
  --ring N         processes that a public ring holds, a power of two (default 4)
  --peers N        processes of a round (default 24)
  --steps N        what each of them does (default 100)
  --kill N         ends the thread of a random scheduler N seconds after the last one was replaced, from 6 on (default 0: never). Then a round during
                   which one died may fail, but not with messages out of order; all its processes must end, and the rounds after it must pass
  --help           this text
`

/** Rounds at a time, so that none of the threads is idle while one round ends. Chosen. */
const LANES = 8
/**
 * Looks, one a second, without any slice or signal in between after which a round is taken to be stuck. Looks and not time: an overloaded machine has
 * paused for 10 s, and who stops the whole process stops these, too. Chosen.
 */
const STUCK_LOOKS = 30
const PROCESSES = pathToFileURL(join(root, 'packages/runtime/test/stress/processes.ts'))

async function main(args) {
  let options
  try {
    options = parse(args)
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`)
    return 2
  }
  if (options.help) {
    console.log(HELP)
    return 0
  }
  const built = (name) => import(pathToFileURL(join(root, `packages/${name}/dist/index.js`)).href)
  const [{ VM }, { dumpShared }] = [await built('runtime'), await built('scheduler')]
  const { seconds, seed, schedulers, ring } = options
  console.log(`Node ${process.version}, ${schedulers} schedulers, rings of ${ring}, ${seconds} s, seeds from ${seed}`)
  const vm = await VM.start({
    schedulers,
    processLimit: 2 ** 16,
    [Symbol.for('multibeam.internal.ringCapacity')]: ring,
  })
  const dump = () => dumpShared(vm[Symbol.for('multibeam.internal.sharedMemory')])
  const stress = new Stress(vm, options)
  vm.on('crash', (report) => stress.crashed(report))
  vm.on('schedulerDown', () => stress.died())
  try {
    await Promise.race([stress.run(), stuck(vm)])
    // The last children may still be ending.
    await until(
      () => vm.processCount === 0,
      () => `${vm.processCount} processes are left`,
    )
    stress.report('PASSED')
    return 0
  } catch (error) {
    console.error(`FAILED: ${error.stack}\n\n${dump()}`)
    stress.report('FAILED')
    return 1
  } finally {
    await vm.stop()
  }
}

class Stress {
  #vm
  #options
  #next
  #started = performance.now()
  #toldAt = performance.now()
  #rounds = 0
  /** Rounds that failed because a scheduler died meanwhile. */
  #lost = 0
  #killed = 0
  #killer
  /** A crash that no death explains. */
  #disorder
  /** Schedulers that have been replaced. */
  deaths = 0
  #total = { messages: 0, children: 0, moves: 0 }

  constructor(vm, options) {
    this.#vm = vm
    this.#options = options
    this.#next = options.seed
  }

  async run() {
    const { kill } = this.#options
    this.#killLater()
    try {
      await Promise.all(Array.from({ length: LANES }, () => this.#lane()))
    } finally {
      clearTimeout(this.#killer)
      this.#killer = undefined
    }
    if (kill === 0) return
    await until(
      () => this.deaths === this.#killed,
      () => `${this.#killed} schedulers were ended, ${this.deaths} replaced`,
    )
    await this.#round()
  }

  crashed(report) {
    const text = String(report.reason?.stack ?? report.reason)
    if (text.includes('OUT OF ORDER')) this.#disorder ??= new Error(text)
  }

  died() {
    this.deaths++
    if (this.#killer !== undefined) this.#killLater()
  }

  /** Not by the clock: three that die within ten seconds, as they may on a machine that is busy otherwise, end the VM. */
  #killLater() {
    const { kill } = this.#options
    if (kill > 0) this.#killer = setTimeout(() => this.#kill(), kill * 1000)
  }

  #kill() {
    // Knuth's multiplicative hash: the seed decides who is next, and not in turn.
    const scheduler = 1 + ((Math.imul(this.#options.seed + ++this.#killed, 0x9e3779b1) >>> 8) % this.#vm.schedulers)
    this.#vm[Symbol.for('multibeam.internal.terminate')](scheduler)
  }

  async #lane() {
    const { seconds } = this.#options
    while (performance.now() - this.#started < seconds * 1000) {
      const killed = this.#killed
      // One that has been ended may not be known as dead yet.
      const before = killed - this.deaths
      try {
        await this.#round()
      } catch (error) {
        if ((this.#killed === killed && before === 0) || error.message.endsWith('the VM stops')) throw error
        this.#lost++
      }
      if (this.#disorder !== undefined) throw this.#disorder
      if (performance.now() - this.#toldAt > 30_000) {
        this.#toldAt = performance.now()
        this.report('so far')
      }
    }
  }

  async #round() {
    const { peers, steps } = this.#options
    const seed = this.#next++
    this.#rounds++
    const outcome = await this.#vm.run(PROCESSES, 'round', { seed, peers, steps })
    for (const [name, count] of Object.entries(outcome)) this.#total[name] += count
  }

  report(word) {
    const { messages, children, moves } = this.#total
    const took = Math.round((performance.now() - this.#started) / 1000)
    const stolen = this.#vm.statistics().reduce((sum, { processesIn }) => sum + processesIn, 0)
    console.log(
      `${word}: ${this.#rounds} rounds in ${took} s, seeds ${this.#options.seed} to ${this.#next - 1}: ${messages} numbered messages, ` +
        `${children} children, ${moves} moves noticed, ${stolen} processes handed over or stolen` +
        (this.#killed > 0 ? `; ${this.deaths} schedulers died, and ${this.#lost} rounds with them` : ''),
    )
  }
}

/** Rejects when the VM has done nothing for a long time. */
async function stuck(vm) {
  let before = -1
  for (let looks = 0; looks < STUCK_LOOKS; looks++) {
    // Does not keep the program from ending.
    await new Promise((resolve) => setTimeout(resolve, 1000).unref())
    const done = vm
      .statistics()
      .reduce((sum, { contextSwitches, signalsReceived }) => sum + contextSwitches + signalsReceived, 0)
    if (done !== before) looks = 0
    before = done
  }
  throw new Error(`nothing has happened for ${STUCK_LOOKS} s`)
}

/** Looks again and again until something holds; throws when it has not for a long time. */
async function until(holds, problem) {
  for (let looks = 0; !holds(); looks++) {
    if (looks === STUCK_LOOKS) throw new Error(problem())
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
}

function parse(args) {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string' },
      schedulers: { type: 'string', default: '8' },
      ring: { type: 'string', default: '4' },
      peers: { type: 'string', default: '24' },
      steps: { type: 'string', default: '100' },
      kill: { type: 'string', default: '0' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  return {
    help: values.help,
    kill: whole('--kill', values.kill, 0),
    seed: values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : whole('--seed', values.seed, 0),
    ...Object.fromEntries(
      ['seconds', 'schedulers', 'ring', 'peers', 'steps'].map((name) => [name, whole(`--${name}`, values[name], 1)]),
    ),
  }
}

function whole(name, text, least) {
  const value = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value
  throw new Error(`${name} ${text}: give a whole number from ${least} up`)
}

process.exitCode = await main(process.argv.slice(2))
