// How a term of Erlang/OTP and one of Multibeam correspond where they differ by design; each difference is stated here, once.

import { isPid, isRef } from '@multibeam/scheduler'

/** Words of Erlang that have another spelling here: items of `process_info`. */
const ITEMS: Readonly<Record<string, string>> = {
  message_queue_len: 'messageQueueLength',
  registered_name: 'registeredName',
  trap_exit: 'trapExit',
}

/** Words of OTP's and Elixir's behaviours that are spelled otherwise here. */
const WORDS: Readonly<Record<string, string | undefined>> = {
  already_started: 'alreadyStarted',
  already_registered: 'alreadyRegistered',
  already_present: 'alreadyPresent',
  auto_shutdown: 'autoShutdown',
  bad_combination: 'badCombination',
  duplicate_child_name: 'duplicateChildName',
  failed_to_start_child: 'failedToStartChild',
  max_children: 'maxChildren',
  not_found: 'notFound',
  not_joined: 'notJoined',
  // The stream's process is the one that has asked for it.
  'Elixir.Task.Supervised': 'Task',
  stream: 'asyncStream',
  start_spec: 'startSpec',
  bad_return_value: 'badReturnValue',
  calling_self: 'callingSelf',
  gen_server: 'GenServer',
  start_time: 'startTime',
  current_time: 'currentTime',
  messages_in: 'messagesIn',
  messages_out: 'messagesOut',
  state_timeout: 'stateTimeout',
  'Elixir.RuntimeError': 'Error',
  nil: undefined,
}

interface Rule {
  readonly why: string
  /** The term to expect instead; `none` if the rule does not apply. */
  apply(term: readonly unknown[]): unknown
}

const none: unique symbol = Symbol('none')

const RULES: readonly Rule[] = [
  {
    why: 'a time that is none is a bad argument like any other (BadArg)',
    apply: ([tag, reason, ...rest]) =>
      tag === 'error' && reason === 'timeout_value' && rest.length === 0 ? ['error', 'badarg'] : none,
  },
  {
    why: 'there are no nodes: what was monitored by name is called by its name',
    apply: ([name, node, ...rest]) => (node === 'nonode@nohost' && rest.length === 0 ? name : none),
  },
  {
    why: 'a function that a hibernating process goes on with stands where Erlang has hibernate itself',
    apply: ([module, name, arity]) => (module === 'erlang' && name === 'hibernate' && arity === 3 ? 'wake' : none),
  },
  {
    why: 'there are no nodes: servers of one VM are called by their names',
    apply: ([reply, bad, ...rest]) =>
      rest.length === 0 && JSON.stringify([reply, bad]) === '[[["nonode@nohost",3]],["x@y"]]'
        ? [[['mc', 3]], ['x@y']]
        : Array.isArray(reply) && reply.length === 0 && JSON.stringify(bad) === '["nonode@nohost"]'
          ? [[], ['nosuch']]
          : none,
  },
  {
    why: 'a process without a name has undefined instead of an empty list',
    apply: ([item, value]) =>
      item === 'registered_name' && Array.isArray(value) && value.length === 0 ? ['registeredName', undefined] : none,
  },
  {
    why: 'items of process_info are spelled in camel case',
    apply: ([item, value, ...rest]) =>
      typeof item === 'string' && Object.hasOwn(ITEMS, item) && rest.length === 0
        ? [ITEMS[item], expectedOf(value)]
        : none,
  },
  {
    why: 'a function that is missing is named without its arguments',
    apply: ([tag, module, name, args]) =>
      tag === 'undef' && Array.isArray(args) && args.length === 0 ? ['undef', module, name] : none,
  },
]

/** What Multibeam should give for a term that Erlang/OTP gave. */
export function expectedOf(term: unknown): unknown {
  if (term instanceof Map) return new Map([...term].map(([key, value]) => [expectedOf(key), expectedOf(value)]))
  // Elixir's strings.
  if (term instanceof Uint8Array) return new TextDecoder().decode(term)
  if (typeof term === 'string') return Object.hasOwn(WORDS, term) ? WORDS[term] : term.replace(/^Elixir\./, '')
  if (!Array.isArray(term)) return term
  for (const rule of RULES) {
    const instead = rule.apply(term)
    if (instead !== none) return instead
  }
  return term.map(expectedOf)
}

/** A term of Multibeam with its pids and refs numbered from 1 in the order in which they stand in it, as in a recording. */
export function numbered(term: unknown): unknown {
  const pids: number[] = []
  const refs: number[] = []
  const number = (known: number[], value: number): number => {
    if (!known.includes(value)) known.push(value)
    return known.indexOf(value) + 1
  }
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'number') return value
    if (isPid(value)) return { pid: number(pids, value) }
    return isRef(value) ? { ref: number(refs, value) } : value
  }
  return walk(term)
}
