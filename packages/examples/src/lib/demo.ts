// How a demo is run: its command line, Ctrl-C, and its exit code.

import { helpOf } from './help.ts'
import { flag, type Options, readOptions, schedulers, UsageError, type ValuesOf } from './options.ts'
import { Stage } from './stage.ts'

/** What every demo takes. */
type Common = { readonly schedulers: ReturnType<typeof schedulers>; readonly observe: ReturnType<typeof flag> }

/** A program of the main thread that starts a VM and shows what it does. */
export interface Demo {
  readonly name: string
  /** What it does, in a sentence. */
  readonly about: string
  readonly options: Options
  /** Runs it; whether what it has computed is right. */
  run(stage: Stage, argv: readonly string[]): Promise<boolean>
}

/** A demo with its own options beside those that all have; the values it gets have their types. */
export function defineDemo<O extends Options>(demo: {
  name: string
  about: string
  options: O
  run(stage: Stage, values: ValuesOf<O & Common>): Promise<boolean>
}): Demo {
  const options = {
    ...demo.options,
    schedulers: schedulers(),
    observe: flag('prints a link to a page that looks inside'),
  }
  return {
    name: demo.name,
    about: demo.about,
    options,
    run: (stage, argv) => {
      const values = readOptions(options, argv)
      stage.observed = values.observe === true
      return demo.run(stage, values)
    },
  }
}

/**
 * Runs a demo with a command line; the exit code: 0, 1 if what was computed is wrong, 2 for a wrong command line, 130 after
 * Ctrl-C.
 */
export async function runDemo(demo: Demo, argv: readonly string[]): Promise<number> {
  const help = helpOf(`pnpm demo ${demo.name}`, demo.about, demo.options)
  const stage = new Stage(process.stdout, process.env)
  const onInterrupt = (): void => stage.interrupt()
  process.on('SIGINT', onInterrupt)
  try {
    if (readOptions(demo.options, argv).help) {
      stage.print(help)
      return 0
    }
    return (await demo.run(stage, argv)) ? 0 : 1
  } catch (error) {
    // What was running when the VM was stopped has rejected.
    if (stage.interrupted) {
      stage.print('\nInterrupted.')
      return 130
    }
    if (!(error instanceof UsageError)) throw error
    console.error(`${error.message}\n\n${help}`)
    return 2
  } finally {
    process.off('SIGINT', onInterrupt)
  }
}
