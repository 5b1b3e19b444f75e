// What an open observer costs: ping-pong on each scheduler beside many processes, with nobody looking and with a page that does what the observer's
// page does (the stream of events, the first rows of the process table once a second), in turn. On Linux the time is that of the schedulers' threads, so
// that it may be measured on a machine that does something else, too.
//
// node scripts/observe-overhead.mjs [--processes 100000] [--schedulers 1] [--rounds 7] [--milliseconds 3000]

import { readdirSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { VM } from '../packages/runtime/dist/index.js'

const { values } = parseArgs({
  options: {
    processes: { type: 'string', default: '100000' },
    schedulers: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '7' },
    milliseconds: { type: 'string', default: '3000' },
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
/** Round trips in a millisecond that the schedulers' threads were given: what else runs on the machine takes their time, but not this rate. */
const pingPong = async () => {
  const before = threadTimes()
  const begun = performance.now()
  const rate = await vm.run(app.pingPong, milliseconds, schedulers)
  const wall = performance.now() - begun
  if (before === undefined) return rate
  const used = [...threadTimes()].map(([thread, time]) => time - (before.get(thread) ?? 0)).sort((a, b) => b - a)
  const given = used.slice(0, schedulers).reduce((sum, time) => sum + time, 0)
  return (rate * wall * schedulers) / given
}
await pingPong()

const closed = []
const open = []
const took = []
for (let round = 0; round < rounds; round++) {
  closed.push(await pingPong())
  const observer = await vm.observe({ socket: false })
  const looking = look(observer)
  open.push(await pingPong())
  await observer.close()
  took.push(...(await looking))
}
await vm.stop()

const ratio = median(open.map((rate, i) => rate / closed[i]))
console.log(`closed: ${median(closed).toFixed(0)} round trips a millisecond, open: ${median(open).toFixed(0)}`)
console.log(
  `open costs ${(100 * (1 - ratio)).toFixed(1)} % (median of ${rounds} pairs: ${open.map((rate, i) => (rate / closed[i]).toFixed(3)).join(' ')})`,
)
console.log(
  `the process table answered in ${median(took).toFixed(0)} ms (median of ${took.length}, worst ${Math.max(...took).toFixed(0)})`,
)

/** What a page does until the observer is closed; the milliseconds that each answer took. */
async function look({ port, token }) {
  const base = `http://127.0.0.1:${port}`
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ type: 'processes', limit: 50 })
  const answered = []
  let asking = false
  const ask = async () => {
    if (asking) return
    asking = true
    const begun = performance.now()
    try {
      await (await fetch(`${base}/api/request`, { method: 'POST', headers, body })).text()
      answered.push(performance.now() - begun)
    } catch {
      // The observer was closed meanwhile.
    }
    asking = false
  }
  const asks = setInterval(ask, 1000)
  void ask()
  const events = await fetch(`${base}/api/events`, { headers })
  try {
    for await (const _chunk of events.body);
  } finally {
    clearInterval(asks)
  }
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
