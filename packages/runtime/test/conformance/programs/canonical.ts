import type { Operation, Program, StepTrace, Trace, Written } from './program.ts'

/**
 * Makes traces equal that differ only in what the BEAM leaves open: in which order messages of *different* senders that arrived in one step
 * stand in the queue, and in which order the EXIT and the DOWNs of one process that has ended.
 *
 * The queue after a step is what was left of the queue before, and what has arrived; what has arrived is put in order, by sender, the order
 * of each sender kept.
 */
export function canonical(program: Program, trace: Trace): Trace {
  if (trace[0] === 'failed') return trace
  const senders = new Senders(program)
  /** Queues as they are, and as they are written. */
  const raw = new Map<number, readonly string[]>()
  const written = new Map<number, string[]>()
  return (trace as readonly StepTrace[]).map(([results, deaths, queues, links], index): StepTrace => {
    const step = program.steps[index]
    if (step === undefined) return [results, deaths, queues, links]
    const [actor, operations] = step
    for (const taken of takenBy(operations, results)) {
      removeFirst(raw, actor, taken)
      removeFirst(written, actor, taken)
    }
    for (const name of flushedBy(operations)) {
      for (const queue of [raw, written]) {
        queue.set(
          actor,
          (queue.get(actor) ?? []).filter((message) => !message.startsWith(`["DOWN","${name}",`)),
        )
      }
    }
    const ordered = queues.map(([process, messages]): [number, Written[]] => {
      const now = messages.map((message) => JSON.stringify(message))
      const before = raw.get(process) ?? []
      const kept = written.get(process) ?? []
      const arrived = messages.slice(before.length)
      raw.set(process, now)
      // What was there before must still be there, as it was; otherwise it is written as it is, and will differ.
      const same = before.every((message, at) => message === now[at])
      const queue = same ? [...kept.map((message) => JSON.parse(message)), ...senders.inOrder(arrived)] : [...messages]
      written.set(
        process,
        queue.map((message) => JSON.stringify(message)),
      )
      return [process, queue]
    })
    return [results, deaths, ordered, links]
  })
}

function removeFirst(queues: Map<number, readonly string[]>, process: number, message: string): void {
  const queue = queues.get(process) ?? []
  const at = queue.indexOf(message)
  if (at !== -1) queues.set(process, queue.toSpliced(at, 1))
}

function* takenBy(operations: readonly Operation[], results: readonly Written[]): Generator<string> {
  for (const [index, [name]] of operations.entries()) {
    const result = results[index]
    if ((name !== 'receive' && name !== 'drain') || !Array.isArray(result)) continue
    for (const message of result.slice(1)) yield JSON.stringify(message)
  }
}

function* flushedBy(operations: readonly Operation[]): Generator<string> {
  for (const operation of operations) {
    if (operation[0] === 'demonitor' && operation[2].startsWith('flush')) yield operation[1]
  }
}

class Senders {
  readonly #ofMessage = new Map<number, string>()
  readonly #ofMonitor = new Map<string, string>()

  constructor({ steps }: Program) {
    for (const [actor, operations, last] of steps) {
      for (const operation of last === 'none' ? operations : [...operations, last]) this.#note(actor, operation)
    }
  }

  inOrder(messages: readonly Written[]): Written[] {
    const bySender = new Map<string, Written[]>()
    for (const message of messages) {
      const sender = this.#senderOf(message)
      bySender.set(sender, [...(bySender.get(sender) ?? []), message])
    }
    return [...bySender]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([, ofSender]) => withDownsLast(ofSender))
  }

  #note(actor: number, operation: Operation): void {
    switch (operation[0]) {
      case 'send':
      case 'sendName':
        this.#ofMessage.set(operation[3], `p${actor}`)
        return
      case 'run':
        for (const number of operation[4]) this.#ofMessage.set(number, `p${operation[2]}`)
        this.#ofMonitor.set(operation[3], `p${operation[2]}`)
        return
      case 'spawn':
        this.#ofMonitor.set(operation[3], `p${operation[2]}`)
        return
      case 'monitor':
        this.#ofMonitor.set(operation[2], `p${operation[1]}`)
        return
      case 'monitorName':
        this.#ofMonitor.set(operation[2], `p${operation[3]}`)
        return
      case 'uncaught':
        this.#note(actor, operation[1])
        return
    }
  }

  #senderOf(message: Written): string {
    if (!Array.isArray(message)) return ''
    const [tag, who] = message
    if (tag === 'EXIT') return String(who)
    if (tag === 'DOWN') return this.#ofMonitor.get(String(who)) ?? ''
    return this.#ofMessage.get(Number(who)) ?? ''
  }
}

/** Of each run of EXIT and DOWN messages without another message between them, the DOWNs last and in order. */
function withDownsLast(messages: readonly Written[]): Written[] {
  const result: Written[] = []
  let downs: Written[] = []
  const flush = (): void => {
    result.push(...downs.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)))
    downs = []
  }
  for (const message of messages) {
    const tag = Array.isArray(message) ? message[0] : undefined
    if (tag === 'DOWN') {
      downs.push(message)
      continue
    }
    if (tag !== 'EXIT') flush()
    result.push(message)
  }
  flush()
  return result
}

/** The first step in which two traces of a program differ, in words; undefined if they are equal. */
export function difference(program: Program, expected: Trace, actual: Trace): string | undefined {
  const one = canonical(program, expected)
  const other = canonical(program, actual)
  if (JSON.stringify(one) === JSON.stringify(other)) return undefined
  if (one[0] === 'failed' || other[0] === 'failed') {
    const describe = (trace: Trace): string => (trace[0] === 'failed' ? `failed, ${trace[1]}` : 'went to its end')
    return `  Erlang:    ${describe(one)}\n  Multibeam: ${describe(other)}`
  }
  const parts = ['results', 'deaths', 'queues', 'links']
  for (let index = 0; index < Math.max(one.length, other.length); index++) {
    const [left, right] = [one[index], other[index]]
    if (JSON.stringify(left) === JSON.stringify(right)) continue
    const lines = [`first difference in step ${index + 1}:`]
    for (let part = 0; part < parts.length; part++) {
      const [should, is] = [JSON.stringify(left?.[part]), JSON.stringify(right?.[part])]
      if (should !== is) lines.push(`  ${parts[part]}`, `    Erlang:    ${should}`, `    Multibeam: ${is}`)
    }
    return lines.join('\n')
  }
  return undefined
}
