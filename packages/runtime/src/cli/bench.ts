import type { BenchCommand } from './arguments.ts'

/** What `scripts/build.mjs` makes of `bench/src/published`, where the workspace's own benchmark is: one harness, one set of workloads. */
interface Command {
  bench(args: readonly string[], stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream): Promise<number>
}

/** Measures workloads; the exit code. */
export async function bench({ args }: BenchCommand): Promise<number> {
  // Only now: the other commands need none of it. Its name is told at run time, since it is not part of this bundle.
  const { bench } = (await import(new URL('./bench/command.js', import.meta.url).href)) as Command
  return bench(args, process.stdout, process.stderr)
}
