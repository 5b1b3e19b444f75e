import { type Pid, type Process, receive, self, send, spawnWith } from 'multibeam'
import { simulate } from 'multibeam/testing'
import { expect, it } from 'vitest'

function* echo(parent: Pid): Process {
  for (let left = 3; left > 0; left--) send(parent, yield* receive())
}

it('a getter in a message may itself send, to another scheduler too', async () => {
  function* main(): Process<unknown[]> {
    const there = spawnWith({ scheduler: 2 }, echo, self())
    const message = {
      before: 'a',
      get inner() {
        send(there, 'from the getter')
        return 'b'
      },
      after: [1, 2, 3],
    }
    send(there, message)
    send(there, 'last')
    const got: unknown[] = []
    for (let left = 3; left > 0; left--) got.push(yield* receive())
    return got
  }
  for (let seed = 1; seed <= 20; seed++) {
    const got = await simulate({ schedulers: 2, seed }, main)
    expect(got[0]).toBe('from the getter')
    expect(got).toContainEqual({ before: 'a', inner: 'b', after: [1, 2, 3] })
  }
})
