// What must compile, and what must not: checked by `pnpm typecheck`, never run.

import {
  type ChildCount,
  type ChildInfo,
  type CompleteChildSpec,
  DynamicSupervisor,
  GenServer,
  mfa,
  noreply,
  PartitionSupervisor,
  type Pid,
  type Process,
  Supervisor,
  type SupervisorReport,
  type VM,
} from 'multibeam'

const Server = GenServer.define({ init: (start: number) => start, info: (_message, state) => noreply(state) })

const Tree = Supervisor.define({
  strategy: 'rest_for_one',
  children: () => [Server.child(0, { id: 'a', restart: 'transient', shutdown: 'brutalKill' }), Server.child(1)],
})

const Sized = Supervisor.define({
  *children(size: number) {
    return Array.from({ length: size }, (_, id) => Server.child(id, { id }))
  },
})

const Top = Supervisor.define({
  children: () => [Tree.child(), Sized.child(3, { id: 'sized' }), DynamicSupervisor.child({ name: 'dynamic' })],
})

export function* right(pid: Pid): Process {
  const { pid: started } = yield* Tree.startLink()
  yield* Tree.startLink(undefined, { name: 'tree' })
  yield* Sized.startLink(3, { scheduler: 1 })
  yield* Supervisor.startLink([Server.child(0)], { strategy: 'one_for_all', maxRestarts: 0, name: 'other' })
  const result = yield* Supervisor.startChild(started, Server.child(0))
  if (result.ok) result.pid satisfies Pid
  const stopped = yield* Supervisor.terminateChild('tree', 'a')
  if (!stopped.ok) stopped.reason satisfies 'notFound'
  const deleted = yield* Supervisor.deleteChild(pid, 1)
  if (!deleted.ok) deleted.reason satisfies 'notFound' | 'running' | 'restarting'
  const spec: CompleteChildSpec | undefined = yield* Supervisor.getChildSpec(pid, 'a')
  const children: ChildInfo[] = yield* Supervisor.whichChildren(pid)
  const count: ChildCount = yield* Supervisor.countChildren(pid)
  const { pid: dynamic } = yield* DynamicSupervisor.startLink({ maxChildren: 10, maxSeconds: 1 })
  yield* DynamicSupervisor.startLink({ strategy: 'one_for_one', extraArguments: [7] })
  yield* DynamicSupervisor.startChild(dynamic, Server.child(0))
  yield* PartitionSupervisor.startLink({ name: 'p', child: (partition) => Server.child(partition) })
  Server.cast satisfies unknown
  const name: string = PartitionSupervisor.via('p', ['any', 'key'])
  void [spec, children, count, name, Top]
}

export async function main(vm: VM): Promise<void> {
  const app = vm.module<{ Tree: typeof Tree; Sized: typeof Sized; fn: typeof right }>('file:///app.ts')
  const pid: Pid = await vm.supervise(app.Tree)
  await vm.supervise(app.Sized, 3)
  await vm.supervise(Sized, 3, { name: 'sized' })
  await vm.supervise(mfa('file:///app.ts', 'Tree'))
  vm.on('supervisor', (report) => report satisfies SupervisorReport)
  vm.on('error', (error) => error.message)
  // @ts-expect-error nothing to supervise
  await vm.supervise(app.fn)
  // @ts-expect-error its children take a number
  await vm.supervise(app.Sized, 'three')
  void pid
}

export function* wrong(pid: Pid): Process {
  // @ts-expect-error its children take a number
  yield* Sized.startLink()
  // @ts-expect-error its children take a number
  Sized.child('3')
  // @ts-expect-error no such option
  yield* Tree.startLink(undefined, { nome: 'tree' })
  // @ts-expect-error no such strategy
  Supervisor.define({ strategy: 'one_for_some', children: () => [] })
  // @ts-expect-error there are no children
  Supervisor.define({ strategy: 'one_for_one' })
  // @ts-expect-error no child spec
  Supervisor.define({ children: () => [Server] })
  // @ts-expect-error a pid or a name
  yield* Supervisor.whichChildren(null)
  // @ts-expect-error a child of a DynamicSupervisor has no id
  yield* DynamicSupervisor.terminateChild(pid, 'a')
  // @ts-expect-error its strategy is one_for_one
  yield* DynamicSupervisor.startLink({ strategy: 'one_for_all' })
  // @ts-expect-error extra arguments are an array
  yield* DynamicSupervisor.startLink({ extraArguments: 7 })
  // @ts-expect-error a spec, not a pid
  yield* DynamicSupervisor.startChild(pid, pid)
  // @ts-expect-error no such restart type
  Server.child(0, { restart: 'always' })
  // @ts-expect-error a time or brutalKill
  Server.child(0, { shutdown: 'kill' })
  // @ts-expect-error never, anySignificant or allSignificant
  yield* Supervisor.startLink([], { autoShutdown: 'always' })
  // @ts-expect-error an id is a string or a number
  yield* Supervisor.deleteChild(pid, ['a'])
  // @ts-expect-error partitions have children
  yield* PartitionSupervisor.startLink({ name: 'p', child: () => Server })
  // @ts-expect-error partitions need a name
  yield* PartitionSupervisor.startLink({ child: Server.child(0) })
}
