import { receive, send, self, spawn, type Pid, type Process } from 'multibeam'
function* pong(): Process<void> { for (;;) { const m = yield* receive<any>(); if (m === 'stop') return; send(m[0], 'pong') } }
export function* pingpong(n: number): Process<number> { const p = spawn(pong); const me = self(); for (let i = 0; i < n; i++) { send(p, [me, 'ping']); yield* receive() } send(p, 'stop'); return n }
function* fwd(next: Pid): Process<void> { for (;;) { const m = yield* receive<any>(); if (m === 'stop') { send(next, m); return } if (m[0] === 0) { send(next, 'stop'); send(m[1], 'done'); return } send(next, [m[0] - 1, m[1]]) } }
export function* ring(n: number, hops: number): Process<string> { let p = self(); for (let i = 1; i < n; i++) p = spawn(fwd, p); const me = self(); send(p, [hops, me]); for (;;) { const m = yield* receive<any>(); if (m === 'done') return m; if (m === 'stop') continue; if (m[0] === 0) return 'x'; send(p, [m[0] - 1, m[1]]) } }
function* child(parent: Pid): Process<void> { send(parent, 'd') }
export function* spawnReply(n: number): Process<number> { const me = self(); for (let i = 0; i < n; i++) spawn(child, me); for (let i = 0; i < n; i++) yield* receive(); return n }
export function* sky(num: number, size: number, div: number, parent: Pid | undefined): Process<number> {
  if (size === 1) { send(parent!, num); return 0 }
  const sub = size / div; const me = self()
  for (let i = 0; i < div; i++) spawn(sky, num + i * sub, sub, div, me)
  let s = 0
  for (let i = 0; i < div; i++) s += yield* receive<number>()
  if (parent) send(parent, s)
  return s
}
