import { expect, it } from 'vitest'
import { direct, form, reasons } from './compiled.ts'

it('hands a closure the constants that it sees', () => {
  expect(direct('const scale = yield* t.a()\nreturn t.map((x) => x * scale)')).toMatchInlineSnapshot(`
    "function main$direct(t) {
      let scale, $t;

      if (($t = $delegate(t.a())) === $S) {
        return $capture(new $F(main$code, 2, t, void 0, void 0, void 0, null));
      }

      scale = $t;

      return t.map(((scale) => (x) => x * scale)(scale));
    }"
  `)
})

it('shares a variable that changes in a box', () => {
  expect(direct('let n = 0\nt.each(() => n++)\nreturn n')).toMatchInlineSnapshot(`
    "function main$direct(t) {
      let n;

      n = { v: void 0 };
      n.v = 0;
      t.each(((n) => () => n.v++)(n));

      return n.v;
    }"
  `)
})

it('asks whether a variable has begun where a closure may come too early', () => {
  expect(direct('const read = () => late\nconst late = yield* t.a()\nreturn read')).toMatchInlineSnapshot(`
    "function main$direct(t) {
      let read, late, $t;

      late = { v: $U };

      read = ((late) => {
        return ({ "read": () => $alive(late, "late").v })["read"];
      })(late);

      if (($t = $delegate(t.a())) === $S) {
        return $capture(new $F(main$code, 2, read, late, void 0, void 0, null));
      }

      late.v = $t;

      return read;
    }"
  `)
})

it('captures itself where it needs itself as a value, but not to call itself', () => {
  expect(
    form('count$direct', 'return function* count(n) { yield* count(n - 1); return count }'),
  ).toMatchInlineSnapshot(`
    "function count$direct(count, n) {
      if (--$X.reductions < 0) {
        return $preempt(new $F(count$code, 1, count, n, void 0, void 0, null));
      }

      if (count$direct(count, n - 1) === $S) {
        return $capture(new $F(count$code, 2, count, void 0, void 0, void 0, null));
      }

      return count;
    }"
  `)
  expect(form('count$direct', 'return function* count(n) { yield* count(n - 1) }')).toMatch(
    /^function count\$direct\(n\)/,
  )
})

it.each([
  ['const a = a + 1', ['`a` is used where it may have no value yet']],
  ['for (const a of [a]) {}', ['`a` is used where it may have no value yet']],
  ['const { a, b = a } = t', []],
  ['const { a = b, b } = t', ['`b` is used where it may have no value yet']],
  ['const a = 1; a = 2', ['`a` is a constant, and is assigned']],
  ['return arguments', ['`arguments`: name the parameters, or use a rest parameter']],
])('%s: %j', (body, expected) => {
  expect(reasons(body)).toEqual(expected)
})
