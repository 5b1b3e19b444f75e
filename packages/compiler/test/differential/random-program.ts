// Random programs over what process code can say: a list of numbers is read as a list of choices, so that fast-check can shrink it; an
// empty list, and whatever lies behind the end of one, chooses what is simplest.
//
// Programs end: every loop iteration and every call of a process function uses up `t.fuel()`. Values stay small: where two values become
// one, all but one of them are numbers first.

/** A scope of variables: a block or a function. */
interface Scope {
  readonly declared: Map<string, { readonly isConstant: boolean }>
  /** Variables of outer scopes that code in this one has named so far. */
  readonly named: Set<string>
  /** How many functions it is in. */
  readonly depth: number
}

/** What can be jumped out of. */
interface Target {
  readonly label: string | undefined
  readonly isLoop: boolean
}

const prelude = `
const helper = { k: 5, m(...x) { return [this.k, x.length] }, *q(t, x) { return (yield* t.pause(x)) ?? this.k } }
function* range(n) { try { for (let i = 0; i < n; i++) yield i } finally { n = 0 } }
function traced(t, n) { let i = 0; return { [Symbol.iterator]() { return { next() { return { done: i >= n, value: i++ } }, return() { t.note('close'); return {} } } } } }
`

const main = `
export function* main(t) {
  for (const chapter of [m0, m1, m2]) {
    try { t.note(yield* chapter(t)) } catch (error) { t.note(error) } finally { yield* t.pause('between') }
  }
  return yield* m0(t, { k: yield* t.pause(2) })
}
`

export function writeProgram(choices: readonly number[]): string {
  return new Writer(choices).program()
}

class Writer {
  readonly #choices: readonly number[]
  #at = 0
  #scopes: Scope[] = []
  /** Process functions and arrow functions that can be called here. */
  #processes: string[] = []
  #arrows: string[] = []
  #targets: Target[] = []
  /** Whether `yield*` may be written here: not in an arrow function, not in a parameter's default. */
  #inProcess = true
  #made = 0
  #depth = 0
  /** The outermost scope of the function that is written, where its \`var\` variables are. */
  #function: Scope | undefined

  constructor(choices: readonly number[]) {
    this.#choices = choices
  }

  program(): string {
    const count = this.#choose(4)
    const names = Array.from({ length: count }, (_, i) => `p${i}`)
    this.#processes = [...names]
    const chapters = ['m0', 'm1', 'm2'].map((name) => this.#chapter(name))
    const functions = names.map((name) => this.#process(`function* ${name}`))
    return [prelude.trim(), ...chapters, ...functions, main.trim()].join('\n')
  }

  /** What `main` calls: each has its own end, whatever becomes of the others. */
  #chapter(name: string): string {
    return this.#inScope(() => {
      for (const variable of ['a', 'b', 'c', 'd']) this.#declare(variable, variable === 'b')
      const body = this.#inFunction(() => this.#body(4))
      return `function* ${name}(t, a = 1) { let c = [2, 3], d = { k: 1 }; const b = 4; ${body.slice(1)}`
    })
  }

  /** A number below `n`. */
  #choose(n: number): number {
    const choice = this.#choices[this.#at++] ?? 0
    return choice % n
  }

  #oneOf<T>(...options: (() => T)[]): T {
    return (options[this.#choose(options.length)] as () => T)()
  }

  #pick(...texts: string[]): string {
    return texts[this.#choose(texts.length)] as string
  }

  #fresh(prefix: string): string {
    return `${prefix}${++this.#made}`
  }

  // Variables

  #inScope<T>(write: () => T): T {
    const before = { scopes: this.#scopes, processes: this.#processes, arrows: this.#arrows }
    this.#scopes = [...before.scopes, { declared: new Map(), named: new Set(), depth: this.#depth }]
    this.#processes = [...before.processes]
    this.#arrows = [...before.arrows]
    try {
      return write()
    } finally {
      this.#scopes = before.scopes
      this.#processes = before.processes
      this.#arrows = before.arrows
    }
  }

  get #scope(): Scope {
    return this.#scopes.at(-1) as Scope
  }

  #inFunction<T>(write: () => T): T {
    const before = this.#function
    this.#function = this.#scope
    try {
      return write()
    } finally {
      this.#function = before
    }
  }

  /** A name that can be declared in this scope; often one that shadows another. */
  #declarable(...wanted: string[]): string {
    const { declared, named } = this.#scope
    const name = this.#pick(...(wanted.length > 0 ? wanted : ['a', 'b', 'c', 'd', 'e']))
    // Code above in this block that meant the outer one would then be in the dead zone: once in a while.
    if (declared.has(name) || (named.has(name) && this.#choose(40) !== 39)) return this.#fresh('x')
    return name
  }

  #declare(name: string, isConstant = false): string {
    this.#scope.declared.set(name, { isConstant })
    return name
  }

  #variable(toAssign = false): string | undefined {
    const visible = new Map<string, { readonly isConstant: boolean; readonly isOuter: boolean }>()
    for (const { declared, depth } of this.#scopes) {
      for (const [name, { isConstant }] of declared) visible.set(name, { isConstant, isOuter: depth < this.#depth })
    }
    // A constant is assigned once in a while, and so is captured what changes: either is left to the interpreter.
    const isRare = this.#choose(30) === 29
    const names = [...visible].filter(([, { isConstant, isOuter }]) => {
      return isRare || ((!toAssign || !isConstant) && (!isOuter || isConstant))
    })
    const name = names[this.#choose(Math.max(1, names.length))]?.[0]
    if (name === undefined) return undefined
    for (let i = this.#scopes.length - 1; i >= 0; i--) {
      const scope = this.#scopes[i] as Scope
      if (scope.declared.has(name)) break
      scope.named.add(name)
    }
    return name
  }

  // Expressions

  #expression(depth: number): string {
    if (depth <= 0) return this.#leaf()
    const inner = () => this.#expression(depth - 1)
    return this.#oneOf(
      () => this.#leaf(),
      () => this.#suspension(depth),
      () => this.#suspension(depth),
      () => this.#suspension(depth),
      () => `t.note(${inner()})`,
      () => this.#binary(inner),
      () => this.#binary(inner),
      () => `(${inner()} ? ${inner()} : ${inner()})`,
      () => this.#assignment(depth),
      () => this.#assignment(depth),
      () => this.#update(depth),
      () => this.#member(inner(), depth),
      () => this.#array(depth),
      () => this.#object(depth),
      () => `\`${this.#pick('', 'x')}\${${inner()}}-\${${number(inner())}}\``,
      () => `(${this.#pick('!', '-', 'typeof ', 'void ')}${inner()})`,
      () => `helper${this.#pick('.m', '?.m', "['m']", '.none?.')}(${this.#arguments(depth)})`,
      () => this.#arrowCall(depth),
    )
  }

  #leaf(): string {
    return this.#oneOf(
      () =>
        this.#pick('0', '1', '2', "'x'", 'true', 'null', 'undefined', '7', "'yz'", 'false', '{}', '[]').replace(
          '{}',
          '({})',
        ),
      () => this.#variable() ?? '3',
      () => this.#variable() ?? '4',
    )
  }

  #suspension(depth: number): string {
    if (!this.#inProcess) return this.#leaf()
    const inner = () => this.#expression(depth - 1)
    return this.#oneOf(
      () => `(yield* t.pause(${inner()}))`,
      () => `(yield* t.pause(${inner()}))`,
      () => `(yield* t.now(${inner()}))`,
      () => this.#processCall(depth),
      () => this.#processCall(depth),
      () => `(yield* helper.q(t, ${inner()}))`,
      () => (this.#choose(3) === 2 ? `(yield* t.fail('failed'))` : `(yield* t.pause(${inner()}))`),
    )
  }

  #processCall(depth: number): string {
    const name = this.#processes[this.#choose(Math.max(1, this.#processes.length))]
    if (name === undefined) return `(yield* t.pause(${this.#expression(depth - 1)}))`
    return `(yield* ${name}(t, ${this.#arguments(depth)}))`
  }

  #arrowCall(depth: number): string {
    const name = this.#arrows[this.#choose(Math.max(1, this.#arrows.length))]
    return name === undefined ? this.#leaf() : `${name}(${this.#arguments(depth)})`
  }

  #arguments(depth: number): string {
    return this.#list(depth, this.#choose(4)).join(', ')
  }

  /** Elements of which one at most is not a number, and sometimes a spread. */
  #list(depth: number, count: number): string[] {
    return Array.from({ length: count }, (_, i) => {
      const value = this.#expression(depth - 1)
      if (i === 0) return value
      return this.#choose(5) === 4 ? `...[${number(value)}, ${this.#choose(3)}]` : number(value)
    })
  }

  #binary(inner: () => string): string {
    const left = inner()
    const operator = this.#pick('+', '-', '*', '<', '===', '&&', '||', '??', ',', '%', '&', '!==')
    const right = inner()
    return `(${left} ${operator} ${operator === '+' ? number(right) : right})`
  }

  #member(object: string, depth: number): string {
    return `${wrap(object)}${this.#pick('?.k', '?.[0]', `?.[${this.#key(depth)}]`, '?.k?.k', `[${this.#key(depth)}]`)}`
  }

  /** One of two keys: an array does not grow beyond bounds by it. */
  #key(depth: number): string {
    return `${this.#expression(depth - 2)} ? 'k' : 0`
  }

  #target(depth: number): string {
    const variable = this.#variable(true)
    if (variable === undefined || this.#choose(4) === 3) {
      const object = this.#oneOf(
        () => `Object(${this.#variable() ?? '1'})`,
        () => `Object(${this.#expression(depth - 2)})`,
        () => (this.#choose(8) === 7 ? this.#variable() : undefined) ?? '({})',
        () => `({ k: ${this.#expression(depth - 2)} })`,
      )
      return `${object}${this.#pick('.k', '[0]', `[${this.#key(depth)}]`)}`
    }
    return variable
  }

  #assignment(depth: number): string {
    const target = this.#target(depth)
    const operator = this.#pick('=', '+=', '*=', '??=', '||=', '&&=', '-=')
    const value = this.#expression(depth - 1)
    return `(${target} ${operator} ${operator === '+=' ? number(value) : value})`
  }

  #update(depth: number): string {
    const target = this.#target(depth)
    return this.#pick(`(${target}++)`, `(--${target})`, `(${target}--)`)
  }

  #array(depth: number): string {
    const items = this.#list(depth, this.#choose(4))
    return `[${items.join(', ')}]`
  }

  #object(depth: number): string {
    const [first = '1', ...more] = this.#list(depth, this.#choose(3) + 1).filter((item) => !item.startsWith('...'))
    const properties = [`k: ${first}`, ...more.map((value) => `[${this.#key(depth)}]: ${value}`)]
    if (this.#choose(4) === 3) properties.push(`...{ z: ${number(this.#expression(depth - 1))} }`)
    return `({ ${properties.join(', ')} })`
  }

  // Statements

  #body(depth: number): string {
    const count = this.#choose(depth + 1) + (depth > 2 ? 2 : 1)
    return `{ ${Array.from({ length: count }, () => this.#statement(depth)).join('\n')} }`
  }

  #block(depth: number): string {
    return this.#inScope(() => this.#body(depth))
  }

  #statement(depth: number): string {
    const value = () => this.#expression(3)
    if (depth <= 0)
      return this.#oneOf(
        () => `t.note(${value()});`,
        () => `;${value()};`,
        () => this.#declaration(),
      )
    return this.#oneOf(
      () => `t.note(${value()});`,
      () => `;${value()};`,
      () => this.#declaration(),
      () => this.#declaration(),
      () => this.#declaration(),
      () => this.#destructuring(),
      () =>
        `if (${value()}) ${this.#block(depth - 1)}${this.#choose(2) === 1 ? ` else ${this.#block(depth - 1)}` : ''}`,
      () => this.#loop(depth),
      () => this.#loop(depth),
      () => this.#try(depth),
      () => this.#try(depth),
      () => this.#switch(depth),
      () => this.#labelledBlock(depth),
      () => this.#jump(),
      () => this.#nested(depth),
      () => this.#arrow(),
      () => this.#leave(),
    )
  }

  /** Always something that can be written; a jump if there is where to jump to. */
  #leave(): string {
    return this.#oneOf(
      () => `t.note(${this.#expression(2)});`,
      () => `if (${this.#expression(2)}) return ${this.#expression(2)};`,
      () => `if (${this.#expression(2)}) throw ${this.#expression(1)};`,
      () => `return ${this.#expression(3)};`,
    )
  }

  #declaration(): string {
    const value = this.#expression(3)
    const name = this.#declarable()
    if (this.#choose(8) === 7) {
      // One variable of the whole function; no block declares a name like it.
      const shared = this.#pick('v1', 'v2')
      this.#function?.declared.set(shared, { isConstant: false })
      return `var ${shared} = ${value};`
    }
    const isConstant = this.#choose(3) === 2
    this.#declare(name, isConstant)
    return this.#choose(8) === 7 && !isConstant ? `let ${name};` : `${isConstant ? 'const' : 'let'} ${name} = ${value};`
  }

  #destructuring(): string {
    const source =
      this.#choose(2) === 1
        ? `[${this.#list(3, 3).join(', ')}]`
        : `{ k: ${this.#expression(3)}, z: ${number(this.#expression(2))} }`
    const value = this.#choose(3) === 2 && this.#inProcess ? `yield* t.pause(${source})` : source
    if (this.#choose(3) === 2) {
      const target = () => this.#target(2)
      return source.startsWith('[')
        ? `;[${target()}, ${target()} = ${this.#expression(2)}] = ${value};`
        : `;({ k: ${target()}, none: ${target()} = ${this.#expression(2)} } = ${value});`
    }
    const fallback = this.#choose(6) === 5 ? this.#expression(2) : this.#unsuspended(() => this.#expression(2))
    const first = this.#declarable()
    this.#declare(first)
    const second = this.#declarable()
    this.#declare(second)
    const rest = this.#choose(2) === 1 ? `, ...${this.#declare(this.#fresh('r'))}` : ''
    return source.startsWith('[')
      ? `let [${first}, ${second} = ${fallback}${rest}] = ${value};`
      : `let { k: ${first}, none: ${second} = ${fallback}${rest} } = ${value};`
  }

  #loop(depth: number): string {
    const label = this.#choose(3) === 2 ? this.#fresh('loop') : undefined
    const body = () => {
      this.#targets.push({ label, isLoop: true })
      const text = this.#body(depth - 1)
      this.#targets.pop()
      return text
    }
    const burning = () => `{ if (!t.fuel()) break; ${body().slice(1)}`
    const test = this.#expression(2)
    const loop = this.#inScope(() =>
      this.#oneOf(
        () => `while (t.fuel() && ${test}) ${this.#inScope(body)}`,
        () => `do ${this.#inScope(body)} while (t.fuel() && ${test})`,
        () => {
          const name = this.#declare(this.#declarable('a', 'i'))
          const bound = this.#choose(4)
          const last = this.#choose(2) === 1 ? `${name} < ${bound} && ${this.#expression(2)}` : `${name} < ${bound}`
          const update = this.#choose(3) === 2 ? `${name} += ${number(this.#expression(2))}` : `${name}++`
          return `for (let ${name} = 0; t.fuel() && ${last}; ${update}) ${this.#inScope(body)}`
        },
        () => {
          const source = this.#oneOf(
            () => `[${this.#list(2, 3).join(', ')}]`,
            () => `[].concat(${this.#expression(2)}, 1)`,
            () => `'xyz'`,
            () => `new Set([1, 2, ${this.#expression(2)}])`,
            () => `range(${this.#choose(4)})`,
            () => `traced(t, ${this.#choose(4)})`,
          )
          const head = this.#oneOf(
            () => `const ${this.#declare(this.#declarable('b', 'x'), true)}`,
            () => `let ${this.#declare(this.#declarable('b', 'x'))}`,
            () => {
              const fallback = this.#expression(1)
              return `let { k: ${this.#declare(this.#declarable('b'))} = ${fallback} }`
            },
          )
          return `for (${head} of ${source}) ${this.#inScope(burning)}`
        },
        () =>
          `for (const ${this.#declare(this.#pick('c', 'y'), true)} in { k: 1, z: 2, 3: 4 }) ${this.#inScope(burning)}`,
      ),
    )
    return label === undefined ? loop : `${label}: ${loop}`
  }

  #labelledBlock(depth: number): string {
    const label = this.#fresh('block')
    this.#targets.push({ label, isLoop: false })
    const block = this.#block(depth - 1)
    this.#targets.pop()
    return `${label}: ${block}`
  }

  #jump(): string {
    const isContinue = this.#choose(2) === 1
    const test = this.#expression(2)
    const targets = this.#targets.filter(({ label, isLoop }, i) => {
      if (isContinue) return isLoop && (label !== undefined || i === this.#targets.length - 1)
      return (
        label !== undefined ||
        (isLoop && this.#targets.slice(i + 1).every((inner) => !inner.isLoop && inner.label !== 'switch'))
      )
    })
    const target = targets[this.#choose(Math.max(1, targets.length))]
    if (target === undefined || target.label === 'switch') return `t.note(${test});`
    const jump = `${isContinue ? 'continue' : 'break'}${target.label === undefined ? '' : ` ${target.label}`};`
    return this.#choose(3) === 2 ? jump : `if (${test}) ${jump}`
  }

  #switch(depth: number): string {
    const value = this.#expression(2)
    return this.#inScope(() => {
      // A break without a label would end the switch: it is no target, and hides the loops around it.
      this.#targets.push({ label: 'switch', isLoop: false })
      const fallback = this.#choose(4)
      const cases = Array.from({ length: this.#choose(4) }, (_, i) => {
        const head = i === fallback ? 'default' : `case ${this.#expression(2)}`
        const body = this.#choose(4) === 3 ? this.#statement(depth - 1) : this.#block(depth - 1)
        return `${head}: ${body} ${this.#choose(2) === 1 ? 'break;' : ''}`
      })
      this.#targets.pop()
      return `switch (${value}) { ${cases.join('\n')} }`
    })
  }

  #try(depth: number): string {
    const body = this.#block(depth - 1)
    const form = this.#choose(3)
    const handler = () =>
      this.#inScope(() => {
        const name = this.#declare(this.#pick('a', 'error'))
        return ` catch (${name}) { t.note(${name}); ${this.#body(depth - 1).slice(1)}`
      })
    const finalizer = () => ` finally ${this.#block(depth - 1)}`
    return `try ${body}${form === 1 ? '' : handler()}${form === 0 ? '' : finalizer()}`
  }

  // Functions

  #arrow(): string {
    const name = this.#fresh('f')
    const body = this.#apart(false, () =>
      this.#inScope(() => {
        const parameter = this.#declare('q')
        return `(${parameter}) => ${this.#expression(2).replace(/^\{/, '({')}`
      }),
    )
    this.#arrows.push(name)
    return `const ${name} = ${body};`
  }

  #nested(depth: number): string {
    const name = this.#fresh('p')
    const isDeclaration = this.#choose(2) === 0
    if (isDeclaration) this.#processes.push(name)
    const text = this.#process(isDeclaration ? `function* ${name}` : 'function*', depth - 1)
    if (!isDeclaration) this.#processes.push(name)
    return isDeclaration ? text : `const ${name} = ${text};`
  }

  #process(head: string, depth = 3): string {
    return this.#apart(true, () =>
      this.#inScope(() => {
        const parameters = ['t']
        if (this.#choose(2) === 1) parameters.push(this.#declare('a'))
        if (this.#choose(3) === 2) {
          const fallback = this.#unsuspended(() => this.#expression(1))
          parameters.push(`${this.#declare(this.#declarable('b'))} = ${fallback}`)
        }
        if (this.#choose(4) === 3) parameters.push(`...${this.#declare('c')}`)
        const body = this.#inFunction(() => this.#body(depth))
        return `${head}(${parameters.join(', ')}) { if (!t.fuel()) return 0; ${body.slice(1)}`
      }),
    )
  }

  /** An expression without suspensions. */
  #unsuspended(write: () => string): string {
    const before = this.#inProcess
    this.#inProcess = false
    const text = write()
    this.#inProcess = before
    return text
  }

  /** Code of another function: no jumps out of it. */
  #apart<T>(inProcess: boolean, write: () => T): T {
    const before = { targets: this.#targets, inProcess: this.#inProcess }
    this.#targets = []
    this.#depth++
    this.#inProcess = inProcess
    try {
      return write()
    } finally {
      this.#depth--
      this.#targets = before.targets
      this.#inProcess = before.inProcess
    }
  }
}

/** Keeps values from growing by being put together. */
function number(value: string): string {
  return `(${value} | 0)`
}

function wrap(object: string): string {
  return /^[\w.]+$/.test(object) && !/^\d/.test(object) ? object : `(${object})`
}
