// What is kept over a suspension: where it lies in the frame, and what closures share with it.

import { body, type Case, module } from './case.ts'

export const frames: readonly Case[] = [
  body(
    'alive: a break in a block of a switch case',
    `const s = 'y=' + 5; switch (yield* t.pause(1)) { case 1: { yield* t.pause(2); break } default: return 0 } return s`,
  ),
  body(
    'alive: a break in a block of a loop',
    `const s = 'y=' + 5; let n = 0; for (;;) { { yield* t.pause(n); if (n++ > 1) break } } return s`,
  ),
  module(
    'itself: an expression of the module, by its own name in a closure',
    `const f = function* count(n) { const me = () => count; return n === 0 ? me() === count : yield* me()(n - 1) }
export function* main(t) { return [yield* f(3), yield* t.pause(1)] }`,
  ),
  body(
    'literal: process methods, accessors and closures in a loop',
    `const all = []; for (let i = 0; i < 3; i++) { const j = i * 2; all.push({ *get(x) { return j + i + (yield* t.pause(x)) }, get v() { return j }, [yield* t.pause('k')]: () => i, f: () => j }) ; i += 0 } const r = []; for (const o of all) r.push(yield* o.get(10), o.v, o.k(), o.f.name); return r`,
  ),
  body(
    'class: process methods in a loop',
    `const all = []; for (let i = 0; i < 3; i++) { const j = i; class A { *get() { return j + (yield* t.pause(1)) } static s = j } ; all.push(A); yield* t.pause(0) } const r = []; for (const A of all) { r.push(A.s, yield* new A().get()) } return r`,
  ),
  body(
    'itself: two functions that call each other',
    `function* even(n) { return n === 0 ? true : yield* odd(n - 1) } function* odd(n) { return n === 0 ? false : yield* even(n - 1) } return [yield* even(10), yield* odd(7)]`,
  ),
  body(
    'itself: as a value, declared in an ordinary function',
    `const make = (k) => { function* down(n) { return n === 0 ? [k] : [...(yield* down(n - 1)), yield* t.pause(n), down === down] } return down }; return yield* make('z')(3)`,
  ),
  body(
    'itself: called by closures within it',
    `function* walk(n) { const kids = [1, 2].map((x) => () => walk(n - 1)); let s = n; if (n > 0) for (const k of kids) s += yield* k(); yield* t.pause(0); return s } return yield* walk(3)`,
  ),
  body(
    'itself: its own name is shadowed',
    `const g = function* f(n) { const r = []; { const f = 5; r.push(f, () => f) } r.push(yield* t.pause(n)); if (n) r.push(yield* f(n - 1)); return r.map(x => typeof x === 'function' ? x() : x) } ; return yield* g(2)`,
  ),
  body(
    'slots: a var is read before it is set',
    `const r = []; for (let i = 0; i < 3; i++) { r.push(x); var x = yield* t.pause(i) } return [r, x]`,
  ),
  body(
    'slots: a variable without a value beside parameters that are no longer used',
    `function* f(a, b) { var y; const p = a + b; yield* t.pause(0); if (p > 5) y = 1; yield* t.pause(1); return [y, p] } return [yield* f(1, 2), yield* f(3, 4)]`,
  ),
  body(
    'finally: continue and break in a loop',
    `const r = []; for (let i = 0; i < 4; i++) { try { if (i === 1) continue; if (i === 3) break; r.push(yield* t.pause(i)) } finally { r.push(yield* t.pause('f' + i)) } } return r`,
  ),
  body(
    'finally: a return passes two',
    `const f = function* () { try { try { return yield* t.pause(1) } finally { yield* t.pause(2); t.note('in') } } finally { t.note(yield* t.pause('out')) } }; return yield* f()`,
  ),
  body(
    'numbers: a sum beside objects',
    `let s = 0.5; for (const x of [1, 2]) { s += x * 0.5; const o = { valueOf() { throw 1 } }; yield* t.pause(0); t.note(o === o) } return s`,
  ),
  body(
    'numbers: a parameter that is no number is no longer used',
    `function* f(o) { const k = o.k; yield* t.pause(0); let d = 0.1; for (let i = 0; i < 3; i++) { d = d * 1.5; yield* t.pause(0) } return d + k } return yield* f({ k: 1, valueOf() { throw new Error('no') } })`,
  ),
  body(
    'numbers: counters that leave the small integers, and -0',
    `const r = []; for (let i = 2147483646; i < 2147483650; i++) { for (let z = -0; z < 1; z++) r.push(Object.is(z, -0)); yield* t.pause(0); r.push(i) } let n = 4503599627370495; while (n < 4503599627370498) n++; return [r, n]`,
  ),
  body(
    'loops: in each other, left in the inner and the outer one, with more variables than a frame has fields',
    `const a = [1, 2, 3]; const b = 'b'; const c = 0.5; let sum = 0.25, text = ''; for (let i = 0; i < 40; i++) { let part = 0; for (let k = 0; k < 40; k++) { part += a[k % 3] * c; if (part > 30) break } for (let k = 0; k < 3; k++) { if (k === 1) continue; part -= k } sum += part; text += b } return [sum, text.length, a, c]`,
  ),
  body(
    'loops: in the handler of what was thrown, and around a block that throws',
    `const r = []; for (let i = 0; i < 3; i++) { try { for (let k = 0; k < 50; k++) if (k === 40 + i) throw new Error('at ' + k) } catch (e) { let n = 0; for (let k = 0; k < 50; k++) n += k; r.push(e.message, n) } } return r`,
  ),
  body(
    'loops: of a function with five parameters and more variables',
    `function* f(a, b, c, d, e) { let n = 0; let s = 0.5; for (let i = 0; i < 60; i++) { s += e; n += i } return [a, b, c, d, e, n, s] } return yield* f(1, 2, 3, 4, 5.5)`,
  ),
  body(
    'chains: this, and delete',
    `const o = { a: { m(x) { return this === o.a ? x : 'lost' } } }; return [o?.a?.m(yield* t.pause(1)), (o?.a).m(yield* t.pause(2)), (o.a?.m)(yield* t.pause(3)), o.z?.m(yield* t.pause(4)), delete o?.a.q, delete o.a?.[yield* t.pause('m')], o.a.m]`,
  ),
  body(
    'closures: before and after the declaration',
    `const r = []; const read = () => { try { return late } catch (e) { return e.name } }; r.push(read()); const late = yield* t.pause(4); r.push(read()); { r.push(h()); function h() { try { return C } catch (e) { return e.message } } class C {} ; r.push(h() === C) } return r`,
  ),
  body(
    'order: a variable is assigned behind its use',
    `let a = 1; const r = [a, yield* t.pause(2), a]; const q = a + (a = 5, yield* t.pause(3)); const z = [a, (() => 1)(), a++, yield* t.pause(1), a]; return [r, q, z]`,
  ),
  body(
    'order: the target of a compound assignment is assigned meanwhile',
    `let a = 1; a += (a = 10, yield* t.pause(3)); let o = { n: 1 }; const p = o; o.n += (o = { n: 5 }, yield* t.pause(2)); return [a, p, o]`,
  ),
  body(
    'switch: closures, continue and a suspending test',
    `const r = []; for (const k of [0, 1, 2, 3]) { switch (k) { case yield* t.pause(0): { let x = k; r.push(() => x++); break } case 1: r.push(() => k); continue; default: r.push(yield* t.pause(k)) } r.push('e') } return r.map(x => typeof x === 'function' ? x() + x() : x)`,
  ),
]
