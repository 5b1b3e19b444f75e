/** Multibeam: one VM that stays up; each run is a fresh first process, which measures its own work. */

import { VM } from 'multibeam'
import { processModule } from '../harness/places.ts'
import { type Outcome, processLimit } from '../harness/workload.ts'
import { serve } from './protocol.ts'
import { isStart, runStart } from './start.ts'
import { isTheft, runTheft } from './theft.ts'

export async function hostMultibeam(schedulers: number): Promise<void> {
  const vm = await VM.start({ schedulers, processLimit })
  await serve(async (workload, sizes) => {
    if (isStart(workload)) return runStart(workload, sizes, schedulers)
    if (isTheft(workload)) return runTheft(vm, sizes)
    return (await vm.run(processModule(workload), 'run', ...sizes)) as Outcome
  })
  await vm.stop()
}
