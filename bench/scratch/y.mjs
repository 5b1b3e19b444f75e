import { VM } from 'multibeam'
const u = new URL('./w.ts', import.meta.url)
for (const y of [48, 96, 192, 384, 768]) {
  const vm = await VM.start({ schedulers: 1, youngGenerationMb: y })
  const out = []
  for (let k = 0; k < 4; k++) for (const [name, ops, ...args] of [['spawnReply', 1e5, 1e5], ['sky', 1111111, 0, 1e6, 10, undefined]]) {
    const c0 = process.cpuUsage(); const t = performance.now(); await vm.run(u, name, ...args); const e = performance.now() - t; const c = process.cpuUsage(c0)
    out.push(name + ' ' + (e * 1e6 / ops).toFixed(0) + '/' + ((c.user + c.system) * 1e3 / ops).toFixed(0))
  }
  console.log(y, out.join(', '), (process.memoryUsage().rss / 1e6).toFixed(0), 'MB'); await vm.stop()
}
