import { nameIntrinsic } from '@multibeam/compiler/support'
import { BadArg } from '../../errors.ts'
import { definitionOf, makeReference, referenceTo } from '../../functions/definition.ts'
import { identityOf } from '../../functions/registry.ts'
import { inspect } from '../../inspect.ts'
import { checkOptions } from '../../options.ts'
import type { Process } from '../../process/process.ts'
import { isProcessCode } from '../../process/suspension.ts'
import type { AnyFunction } from '../../terms/functions.ts'
import { type ChildOptions, type ChildSpec, childOf } from '../child-spec.ts'
import { initFail } from '../start/ack.ts'
import { type StartOptions, start } from '../start/start.ts'
import type { StartResult } from '../start/start-result.ts'
import { type CompleteChildSpec, completeSpec } from './complete-spec.ts'
import { type CompleteOptions, completeOptions, SUPERVISOR_OPTIONS, type SupervisorOptions } from './options.ts'
import { reportedName, supervise } from './serve.ts'

/** A supervisor that a module declares: what it does with its children, and which they are. */
export interface TreeOptions<A> extends SupervisorOptions {
  /** The children in the order of their start. Called in the supervisor's process, with what `startLink` was given; may be a process function. */
  children(arg: A): readonly ChildSpec[] | Process<readonly ChildSpec[]>
}

const KEYS: readonly string[] = [...SUPERVISOR_OPTIONS, 'children'] satisfies (keyof TreeOptions<unknown>)[]

/** Behind what `children` takes: nothing if it takes nothing. */
type Begin<A> = undefined extends A ? [arg?: A, options?: StartOptions] : [arg: A, options?: StartOptions]
type BeginChild<A> = undefined extends A
  ? [arg?: A, options?: ChildOptions & StartOptions]
  : [arg: A, options?: ChildOptions & StartOptions]

/** What `Supervisor.define` makes. */
export class SupervisorDefinition<A = void> {
  static {
    nameIntrinsic('multibeam.SupervisorDefinition.prototype', SupervisorDefinition.prototype)
  }

  readonly #options: CompleteOptions
  readonly #children: TreeOptions<A>['children']

  constructor({ children, ...options }: TreeOptions<A>) {
    this.#options = completeOptions('Supervisor.define', options)
    this.#children = children
    makeReference(this, 'Supervisor')
  }

  /**
   * Starts it and its children, linked. The result's reason, if it has not started: `['shutdown', ['failedToStartChild', id, reason]]`, or
   * `['startSpec', reason]` for children that do not go together.
   */
  startLink(...[arg, options = {}]: Begin<A>): Process<StartResult> {
    const reference = referenceTo(this) as AnyFunction
    return start(
      'Supervisor.startLink',
      superviseDefined,
      [reference, reportedName(options.name), arg],
      options,
      'link',
      reference,
    )
  }

  /** Its spec as the child of another supervisor; `options` of the spec and of `startLink`. Its id is what its module calls it. */
  child(...[arg, options = {}]: BeginChild<A>): ChildSpec {
    return childOf(this, arg, { type: 'supervisor', ...options }, this.name)
  }

  /** What its module calls it. */
  get name(): string {
    return identityOf(referenceTo(this) as AnyFunction)?.name ?? 'Supervisor'
  }

  /** Of the runtime: what it does with its children. */
  static optionsOf<A>(definition: SupervisorDefinition<A>): CompleteOptions {
    return definition.#options
  }

  /** Of the runtime: its children now. */
  static childrenOf(definition: SupervisorDefinition<unknown>, arg: unknown): unknown {
    return definition.#children(arg)
  }
}

/**
 * Declares a supervisor. Write `export const Tree = Supervisor.define({ … })` at the top of a module, so that every scheduler finds it. Throws BadArg.
 */
export function define<A = void>(options: TreeOptions<A>): SupervisorDefinition<A> {
  const call = 'Supervisor.define'
  checkOptions(call, options, KEYS)
  if (typeof options.children !== 'function') {
    throw new BadArg(`${call}: children is ${inspect(options.children)}; give a function that returns child specs`)
  }
  return new SupervisorDefinition(options)
}

/** The life of a supervisor that a module declares. */
export function* superviseDefined(reference: AnyFunction, name: string | undefined, arg: unknown): Process<never> {
  const given = childrenOf(reference, arg)
  const specs = completeAll(isProcessCode(given) ? yield* given : given)
  return yield* supervise(name, { options: optionsOf(reference), specs })
}

function childrenOf(reference: AnyFunction, arg: unknown): unknown {
  return SupervisorDefinition.childrenOf(definitionOf(reference) as SupervisorDefinition<unknown>, arg)
}

function optionsOf(reference: AnyFunction): CompleteOptions {
  return SupervisorDefinition.optionsOf(definitionOf(reference) as SupervisorDefinition<unknown>)
}

function completeAll(specs: unknown): CompleteChildSpec[] {
  if (!Array.isArray(specs)) {
    return initFail([
      'startSpec',
      new BadArg(`Supervisor.define: children gave ${inspect(specs)}; it must give an array of child specs`),
    ])
  }
  try {
    return specs.map((spec) => completeSpec('Supervisor.define', spec))
  } catch (error) {
    return initFail(['startSpec', error])
  }
}
