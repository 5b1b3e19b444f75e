import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type CallExpression,
  type Expression,
  type MemberExpression,
  type MethodDefinition,
  type Node,
  parse,
} from 'acorn'
import { ancestor, simple } from 'acorn-walk'
import { transformSync } from 'esbuild'
import type { Step } from './explore.ts'

/** A change to the source that should break it: each text must occur exactly once. */
export type Mutation = readonly (readonly [text: string, replacement: string])[]

/** T with the methods K turned into generators that yield before each access to shared memory. */
export type Instrumented<T, K extends keyof T> = {
  [P in keyof T]: P extends K
    ? T[P] extends (...args: infer A) => infer R
      ? (...args: A) => Generator<Step, R, undefined>
      : never
    : T[P]
}

/** What of a source is a step, beyond its Atomics operations. */
export interface Points {
  /** Variables and fields, private ones without the #, whose elements are shared memory. */
  views?: readonly string[]
  /** False: Atomics operations of this file are no steps; what lies between two other steps happens at once. Default true. */
  atomics?: boolean
  /** Calls that are one step each, by the text before their parentheses: `outbox.flush`. */
  calls?: readonly string[]
  /** Calls of methods that are generators, being instrumented themselves: the object by its text, and the methods' names. */
  generators?: readonly (readonly [object: RegExp, methods: ReadonlySet<string>])[]
  /** What the file's imports of values give, by their path. */
  modules?: Readonly<Record<string, unknown>>
}

const DEFAULT: Points = { views: ['words', 'bytes'] }

interface Edit {
  start: number
  end: number
  before: string
  after: string
}

/**
 * Compiles a source file of the scheduler so that other threads can be let in between any two accesses to shared memory:
 * each Atomics operation and each element of a shared view becomes `(yield 'what', access)`, each method that contains
 * one, or calls such a method of its own class, becomes a generator. Returns what the file exports.
 */
export function instrument<Exports>(file: URL, mutation: Mutation = [], points: Points = DEFAULT): Exports {
  const source = mutate(readFileSync(file, 'utf8'), mutation, basename(fileURLToPath(file)))
  const plain = transformSync(source, { loader: 'ts', target: 'es2022' }).code
  const code = transformSync(addSchedulingPoints(plain, points), { loader: 'js', format: 'cjs', target: 'es2022' }).code
  const module = { exports: {} }
  const { modules = {} } = points
  const require = (name: string) => {
    if (Object.hasOwn(modules, name)) return modules[name]
    throw new Error(`explorer: ${file.href} imports ${name}; give it among the modules`)
  }
  new Function('module', 'exports', 'require', code)(module, module.exports, require)
  return module.exports as Exports
}

function mutate(source: string, mutation: Mutation, name: string): string {
  let mutated = source
  for (const [text, replacement] of mutation) {
    const parts = mutated.split(text)
    if (parts.length !== 2)
      throw new Error(`explorer: a mutation of ${name} expects once what occurs ${parts.length - 1} times: ${text}`)
    mutated = parts.join(replacement)
  }
  return mutated
}

/** The names of the methods that become generators; private ones with their #. */
export function generatorMethods(file: URL, points: Points = DEFAULT): ReadonlySet<string> {
  const plain = transformSync(readFileSync(file, 'utf8'), { loader: 'ts', target: 'es2022' }).code
  return new Marking(plain, points).generators
}

/** The source with its scheduling points, for `instrument` and for a look at it. */
export function addSchedulingPoints(code: string, points: Points = DEFAULT): string {
  return apply(code, new Marking(code, points).edits)
}

/** Where a source touches shared memory, and what has to be changed there. */
class Marking {
  readonly edits: Edit[] = []
  readonly generators = new Set<string>()
  readonly #code: string
  readonly #points: Points

  constructor(code: string, points: Points) {
    this.#code = code
    this.#points = points
    const program = parse(code, { ecmaVersion: 2022, sourceType: 'module' })
    const methods = new Map<string, MethodDefinition>()
    simple(program, {
      MethodDefinition(method) {
        const name = nameOf(method.key)
        if (name !== undefined) methods.set(name, method)
      },
    })
    const calls: { call: CallExpression; callee: string; caller: Caller }[] = []
    ancestor(program, {
      CallExpression: (call, _state, ancestors) => {
        if (this.#isStep(call)) this.#mark(call, ancestors)
        else if (this.#isForeignGenerator(call)) this.#delegate(call, callerOf(ancestors))
        const callee = ownMethod(call)
        if (callee !== undefined) calls.push({ call, callee, caller: callerOf(ancestors) })
      },
      MemberExpression: (member, _state, ancestors) => {
        if (!this.#isSharedElement(member)) return
        const parent = ancestors.at(-2)
        const isTarget = parent?.type === 'AssignmentExpression' && Reflect.get(parent, 'left') === member
        this.#mark(isTarget ? parent : member, ancestors)
      },
    })
    // A method that calls a generator becomes one, until nothing changes.
    for (let before = -1; before !== this.generators.size; ) {
      before = this.generators.size
      for (const { callee, caller } of calls)
        if (this.generators.has(callee) && caller.method !== undefined && !caller.nested)
          this.generators.add(caller.method)
    }
    for (const { call, callee, caller } of calls) if (this.generators.has(callee)) this.#delegate(call, caller)
    for (const name of this.generators) {
      const method = methods.get(name)
      if (method === undefined || method.kind !== 'method')
        throw new Error(`explorer: ${name} touches shared memory, but is no method that could become a generator`)
      this.edits.push({ start: method.key.start, end: method.key.start, before: '*', after: '' })
    }
  }

  #text({ start, end }: Node): string {
    return this.#code.slice(start, end)
  }

  #mark(access: Node, ancestors: Node[]): void {
    const text = this.#text(access)
    if (this.#isDouble(access)) throw new Error(`explorer: two accesses to shared memory in one, split them: ${text}`)
    const { method, nested } = callerOf(ancestors)
    // A constructor cannot wait, and the one who calls it does.
    if (method === 'constructor') return
    if (method === undefined || nested)
      throw new Error(`explorer: shared memory is touched outside of a method: ${text}`)
    this.generators.add(method)
    const before = `(yield ${JSON.stringify(text)}, `
    this.edits.push({ start: access.start, end: access.end, before, after: ')' })
  }

  /** Within `(x) => this.method(x)` the generator is handed to whoever calls that; other functions in a method cannot wait. */
  #delegate(call: CallExpression, { method, nested, concise }: Caller): void {
    if (concise) return
    const { start, end } = call
    if (nested) {
      const message = JSON.stringify(`explorer: ${this.#text(call)} is called in a function within a method`)
      this.edits.push({ start, end, before: `(() => { throw new Error(${message}); `, after: ' })()' })
      return
    }
    if (method !== undefined) this.generators.add(method)
    this.edits.push({ start, end, before: '(yield* ', after: ')' })
  }

  #isStep(call: CallExpression): boolean {
    return (
      (this.#points.atomics !== false && isAtomics(call)) ||
      (this.#points.calls ?? []).includes(this.#text(call.callee))
    )
  }

  #isForeignGenerator({ callee }: CallExpression): boolean {
    if (callee.type !== 'MemberExpression' || callee.object.type === 'ThisExpression') {
      return (this.#points.generators ?? []).some(
        ([object, names]) => names.size === 0 && object.test(this.#text(callee)),
      )
    }
    const name = nameOf(callee.property)
    if (name === undefined) return false
    return (this.#points.generators ?? []).some(
      ([object, names]) => names.has(name) && object.test(this.#text(callee.object)),
    )
  }

  #isSharedElement(member: MemberExpression): boolean {
    if (!member.computed) return false
    const { views = [] } = this.#points
    const view = member.object as Expression
    if (view.type === 'Identifier') return views.includes(view.name)
    if (view.type !== 'MemberExpression' || view.object.type !== 'ThisExpression') return false
    return views.includes(nameOf(view.property)?.replace('#', '') ?? '')
  }

  /** Is there an access inside of `access`? There would be no scheduling point between the two. */
  #isDouble(access: Node): boolean {
    let found = 0
    simple(access, {
      CallExpression: (call) => {
        if (this.#isStep(call)) found += 1
      },
      MemberExpression: (member) => {
        if (this.#isSharedElement(member)) found += 1
      },
    })
    // An assignment's target is the access itself; acorn-walk visits it as a pattern, which counts too.
    return found > 1
  }
}

/** Where a call stands: the method, and whether in a function of its own within it, which `concise` hands the call's value on. */
interface Caller {
  method: string | undefined
  nested: boolean
  concise: boolean
}

function callerOf(ancestors: Node[]): Caller {
  let nested = false
  let concise = false
  for (let i = ancestors.length - 1; i >= 0; i--) {
    const node = ancestors[i] as Node
    const isFunction = node.type === 'FunctionExpression' && ancestors[i - 1]?.type !== 'MethodDefinition'
    if (node.type === 'ArrowFunctionExpression' || isFunction || node.type === 'FunctionDeclaration') {
      concise ||= !nested && Reflect.get(node, 'body') === ancestors.at(-1)
      nested = true
    }
    if (node.type === 'MethodDefinition') return { method: nameOf((node as MethodDefinition).key), nested, concise }
  }
  return { method: undefined, nested, concise }
}

/** A private name keeps its #. */
function nameOf(node: Node): string | undefined {
  const name: unknown = Reflect.get(node, 'name')
  if (node.type === 'PrivateIdentifier') return `#${name}`
  return node.type === 'Identifier' ? String(name) : undefined
}

function isAtomics(call: CallExpression): boolean {
  const { callee } = call
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'Atomics'
}

function ownMethod({ callee }: CallExpression): string | undefined {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'ThisExpression') return undefined
  return nameOf(callee.property)
}

/** Puts each edit around its range; of two that begin or end together the longer one goes outside. */
function apply(code: string, edits: Edit[]): string {
  const before = [...edits].sort((a, b) => a.start - b.start || b.end - a.end)
  const after = [...edits].sort((a, b) => a.end - b.end || b.start - a.start)
  let result = ''
  let position = 0
  while (before.length > 0 || after.length > 0) {
    const [opening, closing] = [before[0], after[0]]
    const closes =
      closing !== undefined && (opening === undefined || closing.end <= opening.start) && closing !== opening
    const at = closes ? closing.end : (opening as Edit).start
    result += code.slice(position, at) + (closes ? closing.after : (opening as Edit).before)
    position = at
    if (closes) after.shift()
    else before.shift()
  }
  return result + code.slice(position)
}
