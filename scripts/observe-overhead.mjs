// What an open observer costs: ping-pong on each scheduler beside many processes, with nobody looking and with somebody who does what the observer's
// page does (the stream of events; the process table, sorted by mailbox, as often as the page asks), in turn. With `--scan` the schedulers look at all
// their processes all the time, as if somebody did nothing but sort by another column: the most that looking can cost. On Linux the time is that of the
// schedulers' threads, so that it may be measured on a machine that does something else, too.
//
// node scripts/observe-overhead.mjs [--processes 100000] [--schedulers 1] [--rounds 20] [--milliseconds 1000] [--scan]

import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { VM } from '../packages/runtime/dist/index.js'

const { values } = parseArgs({
  options: {
    processes: { type: 'string', default: '100000' },
    schedulers: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '20' },
    milliseconds: { type: 'string', default: '1000' },
    scan: { type: 'boolean', default: false },
  },
})
const [processes, schedulers, rounds, milliseconds] = [
  values.processes,
  values.schedulers,
  values.rounds,
  values.milliseconds,
].map(Number)

const vm = await VM.start({ schedulers })
const app = vm.module(new URL('../packages/runtime/test/stress/observed.ts', import.meta.url))
await vm.run(app.crowd, processes, schedulers)
console.log(`${vm.processCount} processes on ${schedulers} schedulers`)
/**
 * `rate`: round trips in a millisecond that the schedulers' threads were given (what else runs on the machine takes their time, but not this rate).
 * `lost`: share of the time beyond the usual time of a round trip just then.
 */
const pingPong = async () => {
  const before = threadTimes()
  const begun = performance.now()
  const { rate, lost } = await vm.run(app.pingPong, milliseconds, schedulers)
  const wall = performance.now() - begun
  if (before === undefined) return { rate, lost }
  const used = [...threadTimes()].map(([thread, time]) => time - (before.get(thread) ?? 0)).sort((a, b) => b - a)
  const given = used.slice(0, schedulers).reduce((sum, time) => sum + time, 0)
  return { rate: (rate * wall * schedulers) / given, lost }
}
await pingPong()

const closed = []
const open = []
const took = []
const withPage = async () => {
  const observer = await vm.observe({ socket: false })
  const looking = look(observer)
  open.push(await pingPong())
  await observer.close()
  took.push(...(await looking))
}
const alone = async () => closed.push(await pingPong())
for (let round = 0; round < rounds; round++) {
  // In turn the one and the other first, since a machine that gets faster or slower all the while would favour the second.
  for (const phase of round % 2 === 0 ? [alone, withPage] : [withPage, alone]) await phase()
}
await vm.stop()

const report = (title, values) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / rounds
  const error = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (rounds - 1) / rounds)
  const [middle, average, plusMinus] = [median(values), mean, error].map((value) => (100 * value).toFixed(1))
  console.log(`${title}: ${middle} % (median of ${rounds} pairs; mean ${average} ± ${plusMinus})`)
}
const rates = (list) => median(list.map(({ rate }) => rate)).toFixed(0)
console.log(`closed: ${rates(closed)} round trips a millisecond, open: ${rates(open)}`)
report(
  'open costs, by the rate',
  open.map(({ rate }, i) => 1 - rate / closed[i].rate),
)
report(
  'open costs, by the time beyond the usual time of a round trip',
  open.map(({ lost }, i) => lost - closed[i].lost),
)
console.log(
  `the process table answered in ${median(took).toFixed(0)} ms (median of ${took.length}, worst ${Math.max(...took).toFixed(0)})`,
)

/** What a page does until the observer is closed; the milliseconds that each answer took. */
async function look({ port, token }) {
  const base = `http://127.0.0.1:${port}`
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const ended = new AbortController()
  const answered = []
  const asking = (async () => {
    for (let request = 0; !ended.signal.aborted; request++) {
      // Another number of rows is another question, which no answer that is still good answers.
      const limit = values.scan ? 100 + (request % 400) : 100
      const body = JSON.stringify({ type: 'processes', sort: 'queueLength', limit })
      const begun = performance.now()
      try {
        await (await fetch(`${base}/api/request`, { method: 'POST', headers, body })).text()
      } catch {
        // The observer was closed meanwhile.
        return
      }
      const took = performance.now() - begun
      answered.push(took)
      // As the page does: packages/observer/src/page/connection/poll.ts.
      const pause = values.scan ? 0 : Math.min(10_000, Math.max(1_000, took * 20))
      await delay(pause, undefined, { signal: ended.signal }).catch(() => undefined)
    }
  })()
  const events = await fetch(`${base}/api/events`, { headers })
  try {
    for await (const _chunk of events.body);
  } finally {
    ended.abort()
  }
  await asking
  return answered
}

/** Milliseconds that each thread of this process has run so far; undefined where the system does not tell. */
function threadTimes() {
  if (process.platform !== 'linux') return undefined
  const times = new Map()
  for (const thread of readdirSync('/proc/self/task')) {
    try {
      const [time] = readFileSync(`/proc/self/task/${thread}/schedstat`, 'utf8').split(' ')
      times.set(thread, Number(time) / 1e6)
    } catch (error) {
      // It has ended since.
      if (error.code !== 'ENOENT') throw error
    }
  }
  return times
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}
