import { Code, closure } from '@multibeam/compiler/support'
import { ModuleTable, SharedMemory } from '@multibeam/scheduler'
import { describe, expect, it } from 'vitest'
import { ModuleFunctions, ModuleNotLoaded } from '../../src/functions/module-functions.ts'

interface Support {
  register(url: string, codes: readonly Code[]): void
}
const { register } = (globalThis as unknown as Record<symbol, Support>)[Symbol.for('multibeam.support')] as Support
type Define = (url: string, functions: Record<string, () => unknown>) => void
const define = (globalThis as unknown as Record<symbol, Define>)[Symbol.for('multibeam.define')] as Define

function makeCode(name: string, ...captures: string[]): Code {
  const value = () => name
  return new Code(
    name,
    value,
    value,
    0,
    false,
    captures.map((name) => ({ name, reassigned: undefined })),
    [],
  )
}

let modules = 0

/** A module with two functions that it names and two inline ones. */
function makeModule() {
  const url = `file:///module-${++modules}.js`
  const inline = makeCode('inline')
  const capturing = makeCode('capturing', 'a')
  register(url, [inline, capturing])
  const named = { first: () => 1, second: () => 2 }
  define(url, named)
  return { url, named, inline, capturing }
}

const memory = SharedMemory.create({ schedulers: 2, processLimit: 1024, ringCapacity: 4, ringPayloadBytes: 512 })
const functionsOn = (isSettled = true) => new ModuleFunctions(new ModuleTable(memory), () => isSettled)

describe('function references between threads', () => {
  const here = functionsOn()
  const there = functionsOn()

  it('are the module’s own functions where it names them', () => {
    const { named } = makeModule()
    for (const fn of Object.values(named)) expect(there.byId(here.idOf(fn))).toBe(fn)
  })

  it('are one function of a scheduler where nothing is captured', () => {
    const { inline } = makeModule()
    const id = here.idOf(closure(inline, [], 'inline'))
    const fn = there.byId(id)
    expect(fn).toBe(there.byId(id))
    expect(there.idOf(fn as () => void)).toBe(id)
    expect((fn as () => void).name).toBe('inline')
  })

  it('are the code where something is', () => {
    const { capturing } = makeModule()
    expect(there.byId(here.idOf(closure(capturing, [1], 'capturing')))).toBe(capturing)
  })

  it('stay on their scheduler where the code is not found by its place', () => {
    const { url } = makeModule()
    // So is one of several modules that a bundler has put into one file, see codesOf.
    const hidden = Object.assign(makeCode('hidden'), { url, index: 0 })
    const fn = closure(hidden, [], 'hidden')
    expect(here.idOf(fn)).toBe(-1)
    expect(here.isProcessFunction(fn)).toBe(true)
  })

  it('wait for their module, and say so if it does not have them', () => {
    const { url, inline } = makeModule()
    const id = here.idOf(closure(inline, [], 'inline'))
    const inlineOfNoModule = id + 100
    expect(() => functionsOn(false).byId(inlineOfNoModule)).toThrow(new ModuleNotLoaded(url))
    const missing = there.byId(inlineOfNoModule) as () => unknown
    expect(missing).toThrow(/process function 100 of file:.* does not exist on this scheduler/)
  })

  it('do not exist of ordinary functions', () => {
    const ordinary = (): void => {}
    expect(here.idOf(ordinary)).toBe(-1)
    expect(here.isProcessFunction(ordinary)).toBe(false)
    expect(here.isProcessFunction(function* () {})).toBe(true)
  })
})
