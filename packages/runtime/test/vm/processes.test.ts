import { mfa, VM } from 'multibeam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixture } from './support/fixture.ts'

const processes = fixture('processes.ts')

let vm: VM
beforeAll(async () => {
  vm = await VM.start({ schedulers: 2 })
  // Some crash as they are meant to: not in the output of the tests.
  vm.on('crash', () => {})
})
afterAll(() => vm.stop())

const run = <T = unknown>(name: string, ...args: unknown[]): Promise<T> => vm.run<T>(processes, name, ...args)

describe('spawn', () => {
  it('takes an exported function, one of the module, an ordinary one, an inline one, and one by name', async () => {
    expect(await run('spawnForms')).toEqual([
      'exported',
      'module level',
      'ordinary',
      'inline',
      'arrow',
      'mfa',
      'mfa of another module',
    ])
  })

  it('copies the arguments', async () => {
    expect(await run('spawnCopiesArguments')).toEqual([1, { deep: [2] }])
  })

  it.each([
    ['module', fixture('missing.ts').href, 'main'],
    ['export', processes.href, 'nothing'],
  ])('of a missing %s ends the child, not the spawner', async (_, url, name) => {
    expect(await run('spawnMissing', url, name)).toEqual([true, false])
  })

  it('refuses what cannot be spawned', async () => {
    expect(await run('badSpawns')).toEqual([
      'BadArg: spawn: 42 is no process function',
      "BadArg: spawn: 'name' is no process function",
      expect.stringContaining('args[1].callback: a function that is no process function'),
      expect.stringContaining('args[1]: a symbol'),
      'BadArg: spawnWith: 0 is no scheduler; give a number from 1 to 2',
      'BadArg: spawnWith: 99 is no scheduler; give a number from 1 to 2',
      'BadArg: spawnWith: 1.5 is no scheduler; give a number from 1 to 2',
      "BadArg: spawnWith: 'one' is no scheduler; give a number from 1 to 2",
      "BadArg: spawnWith: 'urgent' is no priority; give max, high, normal or low",
      expect.stringMatching(/^BadArg: spawnWith: .* cannot run on scheduler \d; give a process function/),
      expect.stringMatching(/^BadArg: mfa: 'no url' is no module URL/),
      'BadArg: mfa: the export name is 1; it must be a string',
    ])
  })

  it('does not take the name of an inherited property for a priority', async () => {
    expect(await run('inheritedPriority')).toBe(
      "BadArg: spawnWith: 'toString' is no priority; give max, high, normal or low",
    )
  })

  it('runs priorities max, high, normal, low', async () => {
    expect(await run('spawnWithPriorities')).toEqual(['max', 'high', 'normal', 'low'])
  })

  it('pins to every scheduler', async () => {
    expect(await vm.run(fixture('basics.ts'), 'runOnEach')).toEqual([1, 2])
  })
})

describe('Node in a process', () => {
  it('has promises that a process can wait for', async () => {
    expect(await run('waits')).toEqual([
      1,
      2,
      'later',
      'RangeError: refused',
      'immediate',
      'timer',
      'tick',
      'async function',
    ])
  })

  it('has other things with a `then`, which may call back at once', async () => {
    expect(await run('waitsForThenable')).toBe('at once')
  })

  it('lets others run while one waits', async () => {
    expect(await run('waitLetsOthersRun')).toEqual(['opened', 'while waiting'])
  })

  it('has callbacks that can send', async () => {
    expect(await run('sendsFromCallbacks')).toEqual(['from a timer', 'from an immediate', 'from a promise'])
  })

  it('has sockets', async () => {
    expect(await run('sockets')).toBe('HELLO OVER THE WIRE')
  })
})

describe('Process.info', () => {
  it.each([1, 2])('tells about a process on scheduler %i', async (scheduler) => {
    expect(await run('infoOf', scheduler)).toEqual({
      all: {
        status: 'waiting',
        messageQueueLength: 3,
        dictionary: new Map([['key', ['value']]]),
        reductions: 'number',
        priority: 'high',
        initialCall: { url: processes.href, name: 'subject' },
        parent: true,
        links: [],
        monitors: [],
        monitoredBy: [],
        registeredName: undefined,
        trapExit: false,
        label: undefined,
        currentFunction: { url: processes.href, name: 'subject' },
        currentStacktrace: [expect.stringMatching(`^at subject \\(${processes.href}:\\d+:\\d+\\)$`)],
        memory: expect.any(Number),
        scheduler,
        pinned: true,
      },
      one: 3,
      some: { messages: ['first', ['second', 2], 'third'], status: 'waiting' },
      listed: 1,
      alive: true,
      dead: [undefined, undefined, false],
    })
  })

  it('tells a process about itself', async () => {
    expect(await run('infoOfSelf')).toEqual({
      status: 'running',
      messages: ['note'],
      // It runs, so that nothing in it waits to be moved; and nobody has pinned it.
      pinned: false,
      initialCall: { url: processes.href, name: 'infoOfSelf' },
      parent: undefined,
      priority: 'normal',
    })
  })

  it('tells a process where it is, whatever has returned before', async () => {
    const [inCall, here] =
      await run<{ currentFunction: { url: string; name: string }; currentStacktrace: string[] }[]>('whereItIs')
    const names = (lines: string[] | undefined) =>
      lines?.map((line) => /^at (\w+) \(.*processes\.ts:\d+:\d+\)$/.exec(line)?.[1])
    expect(inCall?.currentFunction).toEqual({ url: processes.href, name: 'asking' })
    expect(names(inCall?.currentStacktrace)).toEqual(['asking', 'whereItIs'])
    expect(here?.currentFunction).toEqual({ url: processes.href, name: 'whereItIs' })
    expect(names(here?.currentStacktrace)).toEqual(['whereItIs'])
  })

  it('refuses what is no pid and no item', async () => {
    const [pid, item, alive] = await run<string[]>('badInfo')
    expect(pid).toBe("BadArg: Process.info: 'no pid' is no pid")
    expect(item).toMatch(/^BadArg: Process\.info: 'colour' is no item; there are status, messages, /)
    expect(alive).toBe("BadArg: Process.alive: 'x' is no pid")
  })
})

it('Process.list holds every live process of all schedulers once', async () => {
  const lonely = await VM.start({ schedulers: 3 })
  expect(await lonely.run(mfa(processes, 'listsAll'))).toEqual({
    unique: true,
    holdsAll: true,
    counted: true,
    others: 0,
  })
  await lonely.stop()
})

describe('timers', () => {
  it.each([1, 2])('set on scheduler %i are read and cancelled from scheduler 1', async (scheduler) => {
    expect(await run('timersOn', scheduler)).toEqual({
      left: true,
      cancelled: true,
      again: [false, false],
      fired: [false, false],
      unknown: false,
    })
  })

  it('send their messages later, never early, in the order set, copied when set', async () => {
    expect(await run('timerMessages')).toEqual({
      got: ['timeout', true, { some: 'thing' }],
      early: false,
      order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      atOnce: 'nothing yet',
      list: ['list', [1]],
    })
  })

  it('reach processes of other schedulers, and ignore dead ones', async () => {
    expect(await run('timersAcross')).toEqual(['forwarded', 'across'])
  })

  it('refuse a receiver that is no process', async () => {
    expect(await run('timerToNobody')).toMatch(
      /^BadArg: Process\.sendAfter: \{ no: 'pid' \} is neither a pid nor a name/,
    )
  })

  it('refuse bad times, messages and refs', async () => {
    const [negative, nan, infinite, long, message, ref] = await run<string[]>('badTimers')
    expect(negative).toContain('BadArg: Process.sendAfter: -1 is no time in milliseconds')
    expect(nan).toContain('BadArg: Process.sendAfter: NaN is no time in milliseconds')
    expect(infinite).toContain('BadArg: Process.sendAfter: Infinity is no time in milliseconds')
    expect(long).toContain('BadArg: Process.startTimer: 4294967296 is no time in milliseconds')
    expect(message).toContain('message.f: a function that is no process function')
    expect(ref).toBe("BadArg: Process.cancelTimer: 'ref' is no timer ref")
  })
})

describe('a process', () => {
  it('has a dictionary of its own', async () => {
    expect(await run('dictionary')).toEqual([
      undefined,
      1,
      2,
      undefined,
      2,
      undefined,
      undefined,
      'not a number',
      undefined,
    ])
  })

  it('gives others their turn with Process.yield', async () => {
    expect(await run('yieldsTakeTurns')).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'b3'])
  })

  it('receives by pattern, clauses, time', async () => {
    expect(await run('receives')).toEqual([
      { type: 'c', n: 3 },
      ['b', 5, 6],
      4,
      ['other', 'a'],
      2,
      'timeout',
      'timeout',
      'otherwise',
      'timeout',
    ])
  })

  it('makes refs that are unique', async () => {
    expect(await run('refs')).toEqual([1000, true])
  })

  it('times what it calls', async () => {
    expect(await run('timed')).toEqual({ plain: true, result: 42, slept: true, second: 'slept' })
  })

  it('may be an ordinary function that exits', async () => {
    await expect(run('exitNow', 'why')).rejects.toMatchObject({ reason: 'why' })
  })
})

it('System tells about the VM', async () => {
  const alone = await VM.start({ schedulers: 2, processLimit: 1000 })
  expect(await alone.run(mfa(processes, 'system'))).toEqual({
    schedulers: 2,
    online: 2,
    id: 1,
    processCount: 1,
    processLimit: 1000,
    later: true,
    statistics: [1, 2],
    counted: true,
    slices: true,
  })
  expect(alone.processCount).toBe(0)
  await alone.stop()
})

describe('what cannot be sent', () => {
  it('throws in the sender, naming the place, and sends nothing', async () => {
    const errors = await run<string[]>('badSends')
    expect(errors[0]).toContain("BadArg: send: no process is registered as 'nobody'")
    expect(errors[1]).toContain('BadArg: send: undefined is no pid')
    expect(errors[2]).toContain('UnsendableTerm: message.list[1].callback: a function that is no process function')
    expect(errors[3]).toContain('UnsendableTerm: message: a symbol')
    expect(errors[4]).toContain('UnsendableTerm: message.promise: a Promise')
    expect(errors[5]).toContain('UnsendableTerm: message.list[1].callback: a function that is no process function')
    expect(errors[6]).toContain('UnsendableTerm: message: a process function that only this scheduler knows')
    expect(errors[7]).toBe('true')
  })
})

describe.each([1, 2])('from scheduler 1 to a process of scheduler %i', (scheduler) => {
  it('a buffer of the transfer list moves', async () => {
    expect(await run('transferBuffer', scheduler)).toEqual({ left: 0, arrived: ['length', 3, 2] })
  })

  it('a port moves, with a transfer list only', async () => {
    const [refused, answer] = await run<string[]>('transferPort', scheduler)
    expect(refused).toContain('UnsendableTerm: message[1]: an instance of MessagePort')
    expect(answer).toBe('heard hello')
  })

  it('a refused transfer leaves everything with the sender', async () => {
    const { errors, left, arrived } = await run<{ errors: string[]; left: number; arrived: unknown }>(
      'badTransfer',
      scheduler,
    )
    expect(errors[0]).toContain('message[1]: a function that is no process function')
    expect(errors[1]).toContain('message: its transfer list is refused')
    expect(left).toBe(3)
    expect(arrived).toEqual(['length', 3, 2])
  })

  it('an exported function travels, and its module is loaded there on demand', async () => {
    // A VM of its own: nobody has loaded the module yet.
    await using fresh = await VM.start({ schedulers: 2 })
    expect(await fresh.run(processes, 'functionsTravel', scheduler)).toEqual(['hello', 'you', scheduler])
  })
})

it.each([1, 2])('an inline function travels to processes of scheduler %i', async (scheduler) => {
  expect(await run('inlineInAMessage', scheduler)).toEqual(['inline', scheduler])
})

describe('process.exit', () => {
  it('is refused in process code, and so is what Node refuses; the VM goes on', async () => {
    const instead = 'end this process with exit(reason), or have the main thread stop the VM: send vm.self a message'
    expect(await run('exitsNode')).toEqual([
      `MultibeamError: process.exit(1) was called in a scheduler's thread, and would end one thread of the VM; ${instead}`,
      `MultibeamError: process.exit() was called in a scheduler's thread, and would end one thread of the VM; ${instead}`,
      expect.stringContaining('process.abort() is not supported in workers'),
    ])
  })
})
