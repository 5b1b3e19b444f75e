import { VM } from 'multibeam'
const vm = await VM.start({ schedulers: 1, execArgv: process.env.PROF ? ['--cpu-prof','--cpu-prof-dir=/tmp/prof'] : [] })
const u = new URL('./w.ts', import.meta.url)
for (let k = 0; k < 3; k++) await vm.run(u, process.argv[2], ...process.argv.slice(3).map(Number))
await vm.stop()
