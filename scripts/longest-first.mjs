// The order in which vitest runs the test files: with the longest first, no worker is left with one of them while the others have nothing to do.

import { BaseSequencer } from 'vitest/node'

/** Measured with two workers on two cores: what takes more than four seconds, longest first. A new file of that kind belongs here. */
const longest = [
  'runtime/test/vm/scale',
  'runtime/test/vm/lifecycle',
  'runtime/test/vm/cycles',
  'examples/test/session-07/programs',
  'runtime/test/vm/stealing',
  'runtime/test/vm/cli',
  'examples/test/demos/mandelbrot/demo',
  'examples/test/demos/command',
  'examples/test/demos/life/demo',
  'runtime/test/docs/guide',
  'runtime/test/docs/readme',
  'examples/test/behaviours/programs',
  'runtime/test/cli/bundle',
  'runtime/test/cli/build',
  'runtime/test/cli/bench',
  'bench/test/systems',
  'runtime/test/vm/functions',
  'compiler/test/loader',
  'runtime/test/vm/processes',
  'runtime/test/conformance/programs/programs',
  'runtime/test/conformance/statements/names',
  'runtime/test/conformance/oracle/threads',
  'runtime/test/conformance/oracle/simulated',
  'runtime/test/conformance/programs/moving',
  'scheduler/test/explore/moving',
  'scheduler/test/explore/idle',
  'compiler/test/differential/corpus',
]

/** Project by project, since files that share a Node process must follow each other; in a project the longest first, then as vitest does. */
export class LongestFirst extends BaseSequencer {
  async sort(files) {
    const sorted = await super.sort(files)
    const projects = [...this.ctx.projects]
    const key = (file) => projects.indexOf(file.project) * 1000 + rank(file.moduleId)
    return sorted.toSorted((a, b) => key(a) - key(b))
  }
}

function rank(path) {
  const at = longest.findIndex((name) => path.endsWith(`${name}.test.ts`))
  return at === -1 ? longest.length : at
}
