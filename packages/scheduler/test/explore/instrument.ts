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

/** Variables and fields of the sources that are views of shared memory. */
const SHARED_VIEWS = ['words', 'bytes']

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
export function instrument<Exports>(file: URL, mutation: Mutation = []): Exports {
  const source = mutate(readFileSync(file, 'utf8'), mutation, basename(fileURLToPath(file)))
  const plain = transformSync(source, { loader: 'ts', target: 'es2022' }).code
  const code = transformSync(addSchedulingPoints(plain), { loader: 'js', format: 'cjs', target: 'es2022' }).code
  const module = { exports: {} }
  const require = (name: string) => {
    throw new Error(`explorer: ${file.href} imports ${name}; only files without imports of values can be instrumented`)
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

/** The source with its scheduling points, for `instrument` and for a look at it. */
export function addSchedulingPoints(code: string): string {
  const program = parse(code, { ecmaVersion: 2022, sourceType: 'module' })
  const edits: Edit[] = []
  const methods = new Map<string, MethodDefinition>()
  simple(program, {
    MethodDefinition(method) {
      if (method.key.type === 'Identifier') methods.set(method.key.name, method)
    },
  })
  const generators = new Set<string>()
  const calls: { call: CallExpression; callee: string; caller: string | undefined }[] = []
  ancestor(program, {
    CallExpression(call, _state, ancestors) {
      if (isAtomics(call)) edits.push(schedulingPoint(code, call, ancestors, generators))
      const callee = ownMethod(call)
      if (callee !== undefined) calls.push({ call, callee, caller: enclosingMethod(ancestors) })
    },
    MemberExpression(member, _state, ancestors) {
      if (!isSharedElement(member)) return
      const parent = ancestors.at(-2)
      const access = parent?.type === 'AssignmentExpression' && Reflect.get(parent, 'left') === member ? parent : member
      edits.push(schedulingPoint(code, access, ancestors, generators))
    },
  })
  // A method that calls a generator becomes one, until nothing changes.
  for (let before = -1; before !== generators.size; ) {
    before = generators.size
    for (const { callee, caller } of calls) if (generators.has(callee) && caller !== undefined) generators.add(caller)
  }
  for (const { call, callee } of calls)
    if (generators.has(callee)) edits.push({ start: call.start, end: call.end, before: '(yield* ', after: ')' })
  for (const name of generators) {
    const method = methods.get(name)
    if (method === undefined || method.kind !== 'method')
      throw new Error(`explorer: ${name} touches shared memory, but is no method that could become a generator`)
    edits.push({ start: method.key.start, end: method.key.start, before: '*', after: '' })
  }
  return apply(code, edits)
}

function schedulingPoint(code: string, access: Node, ancestors: Node[], generators: Set<string>): Edit {
  const inner = innerAccess(access)
  const text = code.slice(access.start, access.end)
  if (inner) throw new Error(`explorer: two accesses to shared memory in one, split them: ${text}`)
  const method = enclosingMethod(ancestors)
  if (method === undefined) throw new Error(`explorer: shared memory is touched outside of a method: ${text}`)
  generators.add(method)
  return { start: access.start, end: access.end, before: `(yield ${JSON.stringify(text)}, `, after: ')' }
}

/** Is there an access inside of `access`? There would be no scheduling point between the two. */
function innerAccess(access: Node): boolean {
  let found = 0
  simple(access, {
    CallExpression(call) {
      if (isAtomics(call)) found += 1
    },
    MemberExpression(member) {
      if (isSharedElement(member)) found += 1
    },
  })
  // An assignment's target is the access itself; acorn-walk visits it as a pattern, which counts too.
  return found > 1
}

function isAtomics(call: CallExpression): boolean {
  const { callee } = call
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'Atomics'
}

function isSharedElement(member: MemberExpression): boolean {
  if (!member.computed) return false
  const view = member.object
  if (view.type === 'Identifier') return SHARED_VIEWS.includes(view.name)
  return isFieldOfThis(view as Expression, SHARED_VIEWS)
}

function isFieldOfThis(node: Expression, names: readonly string[]): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'ThisExpression' &&
    node.property.type === 'Identifier' &&
    names.includes(node.property.name)
  )
}

function ownMethod(call: CallExpression): string | undefined {
  const { callee } = call
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'ThisExpression') return undefined
  return callee.property.type === 'Identifier' ? callee.property.name : undefined
}

function enclosingMethod(ancestors: Node[]): string | undefined {
  for (const node of [...ancestors].reverse()) {
    if (node.type !== 'MethodDefinition') continue
    const key = (node as MethodDefinition).key
    return key.type === 'Identifier' ? key.name : undefined
  }
  return undefined
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
