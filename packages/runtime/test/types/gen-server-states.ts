// The state of a server is what `init` gives, also if that can be iterated, as process code can. Checked by `pnpm typecheck`, never run.

import { GenServer, ignore, noreply, type Pid, type Process, reply, stop } from 'multibeam'

const pid = 0 as Pid

const Stack = GenServer.define({
  init: (items: string[]) => items,
  call: {
    size: (items) => reply(items.length, items),
    pop: ([top, ...rest]) => reply(top, rest),
  },
  cast: { push: (items, item: string) => noreply([item, ...items]) },
  info: (_message, items) => noreply(items.slice(1)),
})

const Empty = GenServer.define({
  init: () => new Map<string, number>(),
  call: { get: (map, key: string) => reply(map.get(key), map) },
})

const Word = GenServer.define({
  init: () => 'word',
  call: { length: (word) => reply(word.length, word) },
})

const Maybe = GenServer.define({
  init: (items: string[]) => (items.length === 0 ? ignore() : items.length > 9 ? stop('tooMany') : items),
  call: { first: (items) => reply(items[0], items) },
})

const Waits = GenServer.define({
  init: function* (items: Set<string>): Process<Set<string>> {
    return items
  },
  call: { has: (items, item: string) => reply(items.has(item), items) },
})

const Continues = GenServer.define({
  init: function* (items: string[]) {
    return noreply(items, { continue: 'work' })
  },
  call: { size: (items) => reply(items.length, items) },
  continue: (_value, items) => noreply(items.concat('worked')),
})

export function* uses(): Process<void> {
  const top: string | undefined = yield* Stack.call(pid, 'pop')
  const size: number = yield* Stack.call(pid, 'size')
  const got: number | undefined = yield* Empty.call(pid, 'get', 'key')
  const length: number = yield* Word.call(pid, 'length')
  const first: string | undefined = yield* Maybe.call(pid, 'first')
  const has: boolean = yield* Waits.call(pid, 'has', 'item')
  const other: number = yield* Continues.call(pid, 'size')
  Stack.cast(pid, 'push', 'item')
  void [top, size, got, length, first, has, other]
}

export const WrongState = GenServer.define({
  init: (items: string[]) => items,
  // @ts-expect-error: the state is an array of strings
  cast: { count: (items) => noreply(items.length) },
})
