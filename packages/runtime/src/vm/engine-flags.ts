import { setFlagsFromString } from 'node:v8'

/** What V8 is told while schedulers run, and what it is told while they start: what Node was built with. A number is the flag's value, true or false says whether it is set. */
interface Flag {
  readonly name: string
  readonly starting: number | boolean
  readonly running: number | boolean
}

const flags: readonly Flag[] = [
  // A young generation that is full of what lives doubles, one step after the other, each copying all that lives. With this factor it has its limit after three
  // steps. At once (1024) is too soon: what loading the first modules leaves alive sufficed, and what spawns or sends little then streamed through
  // memory in place of the caches. Interleaved, minima at 1024 and at 16: spawn-reply 450 and 190 ns, ring 119 and 80, chameneos 600 and 242; skynet the same.
  { name: 'semi-space-growth-factor', starting: 2, running: 16 },
  // How much may be inlined into one optimised function, in bytes of bytecode. A message passes some forty small functions, the path of one more than V8's
  // own limit takes in: ping-pong 0.82 of the time, ring 0.93, call 0.87, fib-processes 0.89. Twice as much as this gives no more.
  { name: 'max-inlined-bytecode-size-cumulative', starting: 920, running: 2500 },
  // Whether V8 allocates in the old generation what it has seen survive. A message lives until it is received, and a young collection that comes meanwhile, perhaps the first one of
  // all, finds that the few messages there are have survived: from then on all messages of that place in the code were old, in some runs and not in others. Node 20 then collected
  // everything seven times a second, and gave the young generation back and got it anew each time: ping-pong took up to twice its time, ring 1.3, chameneos 1.2.
  { name: 'allocation-site-pretenuring', starting: true, running: false },
]

/** What has threads, and how many times threads are being started: the flags are V8's, and so all of theirs. */
const owners = new Set<object>()
let starting = 0

/**
 * Sets V8's flags for schedulers: how young generations grow, how much is inlined, and where objects are allocated. They are the whole Node process's. A flag that stands in Node's own
 * options stays as it is there.
 *
 * While threads start, V8's flags are as Node was built with: otherwise V8 refuses the code cache of Node's own modules, and a thread takes twice as long
 * to start. Call the result once the threads run. `owner` is whose threads they are.
 */
export function setEngineFlags(owner: object): () => void {
  owners.add(owner)
  if (starting++ === 0) set('starting')
  return () => {
    if (--starting === 0 && owners.size > 0) set('running')
  }
}

/** The threads of an owner end. With the last ones, V8's flags are as they were: what is kept of V8's code then is of use where threads start, and only there. */
export function resetEngineFlags(owner: object): void {
  owners.delete(owner)
  if (owners.size === 0) set('starting')
}

function set(when: 'starting' | 'running'): void {
  const given = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ').replaceAll('_', '-')
  for (const flag of flags) {
    if (!given.includes(`--${flag.name}`) && !given.includes(`--no-${flag.name}`))
      setFlagsFromString(toText(flag.name, flag[when]))
  }
}

function toText(name: string, value: number | boolean): string {
  if (typeof value === 'number') return `--${name}=${value}`
  return value ? `--${name}` : `--no-${name}`
}
