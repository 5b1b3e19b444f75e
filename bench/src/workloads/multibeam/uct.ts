// A tree grows: each node works a little and asks the root whether it may have children, until the tree is full. Then every node does its work, from the
// root down, and ends, from the leaves up. Check: the nodes, those with children and the urgent ones among them, and what their work came to.
//
// The root waits until all nodes have the children that it granted them. In Savina's program some end before they know, as it happens.

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { drawLast } from '../../kernels/pseudo-random.ts'
import { firstGrant, type Grant, isFull, newGrowth, nextGrant } from '../../kernels/tree-growth.ts'
import { type Outcome, since } from './outcome.ts'

/** Turns of work of a node before it asks. */
const ASKING_TURNS = 100

/** Nodes, those with children, urgent ones, work. */
type Counts = ['counts', number, number, number, number]
type ToRoot = ['asks', Pid, number] | ['grown'] | ['granted'] | Counts
type ToNode = ['try'] | ['children', Grant] | ['granted'] | ['traverse'] | ['end']

export function* run(
  most: number,
  average: number,
  deviation: number,
  arity: number,
  urgentPercent: number,
): Process<Outcome> {
  const start = performance.now()
  const growth = newGrowth(most, arity, average, deviation, urgentPercent)
  let height = 2
  let growing = 0
  const children = grow(firstGrant(growth), arity, height, self())
  while (!isFull(growth) || growing > 0) {
    const message = yield* receive<ToRoot>()
    if (message[0] === 'asks') {
      const [, node, itsHeight] = message
      const grant = nextGrant(growth)
      if (grant === undefined) continue
      send(node, ['children', grant])
      growing++
      height = Math.max(height, itsHeight + 1)
    } else if (message[0] === 'grown') {
      growing--
    }
  }
  for (const child of children) send(child, ['traverse'])
  for (const child of children) send(child, ['end'])
  const [, nodes, parents, urgent, work] = yield* countAll(children.length)
  return since(start, `${nodes} ${parents} ${urgent} ${work}`)
}

export function* node(
  parent: Pid,
  root: Pid,
  height: number,
  id: number,
  turns: number,
  isUrgent: boolean,
  arity: number,
): Process<void> {
  let children: Pid[] = []
  let work = 0
  for (;;) {
    const message = yield* receive<ToNode>()
    switch (message[0]) {
      case 'try':
        work += drawLast(id, ASKING_TURNS)
        send(root, ['asks', self(), height])
        break
      case 'children':
        send(parent, ['granted'])
        children = grow(message[1], arity, height + 1, root)
        send(root, ['grown'])
        break
      case 'granted':
        break
      case 'traverse':
        work += drawLast(id, turns)
        for (const child of children) send(child, ['traverse'])
        break
      case 'end': {
        for (const child of children) send(child, ['end'])
        const [, nodes, parents, urgent, below] = yield* countAll(children.length)
        const isParent = children.length > 0
        send(parent, ['counts', nodes + 1, parents + Number(isParent), urgent + Number(isUrgent), below + work])
        return
      }
    }
  }
}

/** Starts the children of this process. */
function grow([first, work, urgent]: Grant, arity: number, height: number, root: Pid): Pid[] {
  const children: Pid[] = []
  for (let index = 0; index < arity; index++) {
    children.push(spawn(node, self(), root, height, first + index, work, index === urgent, arity))
  }
  for (const child of children) send(child, ['try'])
  return children
}

/** What the subtrees of the children count. What else still comes is of no use any more. */
function* countAll(children: number): Process<Counts> {
  const sum: Counts = ['counts', 0, 0, 0, 0]
  for (let left = children; left > 0; ) {
    const message = yield* receive<ToRoot>()
    if (message[0] !== 'counts') continue
    sum[1] += message[1]
    sum[2] += message[2]
    sum[3] += message[3]
    sum[4] += message[4]
    left--
  }
  return sum
}
