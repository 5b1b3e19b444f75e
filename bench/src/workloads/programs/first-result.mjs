// What `startup-vm` starts: a VM with as many schedulers as the argument says, and a first result of it. Prints the milliseconds between.

import { VM } from 'multibeam'

const start = performance.now()
const vm = await VM.start({ schedulers: Number(process.argv[2]) })
const { answer } = vm.module(new URL('./answer.ts', import.meta.url))
const result = await vm.run(answer)
console.log(`${performance.now() - start} ${result}`)
await vm.stop()
