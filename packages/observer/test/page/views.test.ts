import { describe, expect, it } from 'vitest'
import { reconnectDelay } from '../../src/page/connection/reconnect.ts'
import { parseQuery, requestFor, sortBy } from '../../src/page/views/processes/query.ts'
import { flatten, lastRestart, restartsBelow } from '../../src/page/views/supervision/flatten.ts'
import { DEEPEST_ROW, MOST_ROWS, type TreeNode } from '../../src/protocol.ts'
import { processName, restart } from './support.ts'

describe('the query of the process table', () => {
  it('is read from the address; what makes no sense is the default', () => {
    expect(parseQuery({})).toEqual({ sort: 'reductions', descending: true, filter: '', scheduler: null })
    expect(parseQuery({ sort: 'name', filter: 'till', scheduler: '3' })).toEqual({
      sort: 'name',
      descending: false,
      filter: 'till',
      scheduler: 3,
    })
    expect(parseQuery({ sort: 'age', scheduler: 'x' })).toEqual(parseQuery({}))
  })

  it('is turned round by a second click, and by a third one back', () => {
    const click = (query: ReturnType<typeof parseQuery>) => {
      const { sort, order } = sortBy(query, 'memory')
      return parseQuery({ sort, ...(order !== null && { order }) })
    }
    const once = click(parseQuery({}))
    expect([once, click(once), click(click(once))].map(({ descending }) => descending)).toEqual([true, false, true])
  })

  it('asks for the rows that are visible and some around them', () => {
    const query = parseQuery({})
    expect(requestFor(query, { first: 0, end: 25 })).toEqual({
      type: 'processes',
      sort: 'reductions',
      descending: true,
      offset: 0,
      limit: 100,
    })
    expect(requestFor(query, { first: 5_020, end: 5_045 })).toMatchObject({ offset: 4_950, limit: 150 })
  })

  it('asks for the same rows after a small scroll, and never for more than the server gives', () => {
    const query = parseQuery({})
    expect(requestFor(query, { first: 7, end: 32 })).toEqual(requestFor(query, { first: 0, end: 25 }))
    for (const window of [
      { first: DEEPEST_ROW - 20, end: DEEPEST_ROW },
      { first: DEEPEST_ROW, end: DEEPEST_ROW + 20 },
      { first: 0, end: 5_000 },
    ]) {
      const { offset = 0, limit = 0 } = requestFor(query, window)
      expect([limit <= MOST_ROWS, offset + limit <= DEEPEST_ROW]).toEqual([true, true])
    }
  })
})

describe('a supervision tree', () => {
  const node = (id: string, children: TreeNode[] = [], childCount = children.length): TreeNode => ({
    process: processName(1),
    id,
    kind: children.length > 0 ? 'supervisor' : 'worker',
    strategy: null,
    maxRestarts: null,
    maxSeconds: null,
    restart: 'permanent',
    restarting: false,
    restarts: 1,
    lastReason: null,
    lastRestartAt: null,
    children,
    childCount,
  })
  const tree = [node('shop', [node('till'), node('hall', [node('shelf')], 100)])]

  it('is a list of lines, with the long ones folded', () => {
    expect(flatten(tree, new Map()).map(({ path, level, open }) => [path, level, open])).toEqual([
      ['/shop', 1, true],
      ['/shop/till', 2, null],
      ['/shop/hall', 2, false],
    ])
  })

  it('is folded and unfolded as somebody wants it', () => {
    expect(flatten(tree, new Map([['/shop/hall', true]])).map(({ path }) => path)).toContain('/shop/hall/shelf')
    expect(flatten(tree, new Map([['/shop', false]]))).toHaveLength(1)
  })

  it('knows of a restart as soon as it is told', () => {
    const till = flatten([node('shop', [node("'till'")])], new Map())[1] as Parameters<typeof lastRestart>[0]
    expect(lastRestart(till, [])).toBeNull()
    expect(lastRestart(till, [restart(9), restart(4)])).toBe(9)
    expect(lastRestart({ ...till, supervisor: 55 }, [restart(9)])).toBeNull()
  })

  it('counts the restarts below a node', () => {
    expect(restartsBelow(tree[0] as TreeNode)).toBe(3)
  })
})

describe('reconnecting', () => {
  it('waits longer each time, up to five seconds', () => {
    expect([0, 1, 2, 3, 4, 100].map(reconnectDelay)).toEqual([500, 1000, 2000, 4000, 5000, 5000])
  })
})
