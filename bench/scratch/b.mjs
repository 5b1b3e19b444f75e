import { VM } from 'multibeam'
const s = Number(process.argv[2] ?? 1)
const vm = await VM.start({ schedulers: s, ...(process.argv[3] ? { youngGenerationMb: Number(process.argv[3]) } : {}) })
const u = new URL('./w.ts', import.meta.url)
for (let k = 0; k < 3; k++) for (const [name, ops, ...args] of [['pingpong', 1e6, 5e5], ['ring', 1e5, 100, 1e5], ['spawnReply', 1e5, 1e5], ['sky', 1111111, 0, 1e6, 10, undefined]]) {
  const c0 = process.cpuUsage(); const t = performance.now(); const r = await vm.run(u, name, ...args); const e = performance.now() - t
  const c = process.cpuUsage(c0); console.log(k, name, 'cpu', ((c.user + c.system) * 1e3 / ops).toFixed(0), r, (e * 1e6 / ops).toFixed(0), 'ns', e.toFixed(0), 'ms')
}
if (s > 1) console.log(vm.statistics().map(x => [x.contextSwitches, x.stealsWon, x.processesIn, x.utilization.toFixed(2)].join(' ')))
await vm.stop()
