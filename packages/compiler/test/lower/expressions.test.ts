import { describe, expect, it } from 'vitest'
import { direct } from './compiled.ts'

it('keeps what is evaluated before a suspension', () => {
  expect(direct('return f(t.a) * (yield* t.b())')).toMatchInlineSnapshot(`
    "function main$direct(t) {
      let $t, $t$2;

      $t = f(t.a);

      if (($t$2 = $delegate(t.b())) === $S) {
        return $capture(new $F(main$code, 2, $t, void 0, void 0, void 0, null));
      }

      return $t * $t$2;
    }"
  `)
})

it('keeps no copy of a variable that nothing changes meanwhile', () => {
  expect(direct('const a = t.a\nreturn a + (yield* t.b())')).toMatchInlineSnapshot(`
    "function main$direct(t) {
      let a, $t;

      a = t.a;

      if (($t = $delegate(t.b())) === $S) {
        return $capture(new $F(main$code, 2, a, void 0, void 0, void 0, null));
      }

      return a + $t;
    }"
  `)
})

it('evaluates only one side of a condition', () => {
  expect(direct('return t.a && (yield* t.b())')).toMatchInlineSnapshot(`
    "function main$direct(t) {
      let $t, $t$2;

      $t = t.a;

      if ($t) {
        if (($t$2 = $delegate(t.b())) === $S) {
          return $capture(new $F(main$code, 2, void 0, void 0, void 0, void 0, null));
        }

        $t = $t$2;
      }

      return $t;
    }"
  `)
})

it('reads the target of a compound assignment first', () => {
  expect(direct('t.sum += yield* t.b()')).toMatchInlineSnapshot(`
    "function main$direct(t) {
      let $t, $t$2;

      $t = t.sum;

      if (($t$2 = $delegate(t.b())) === $S) {
        return $capture(new $F(main$code, 2, t, $t, void 0, void 0, null));
      }

      t.sum = $t + $t$2;
    }"
  `)
})

it('reads a method before its arguments', () => {
  expect(direct('return t.o.m(yield* t.b())')).toMatchInlineSnapshot(`
    "function main$direct(t) {
      let $t, $t$2, $t$3;

      $t = t.o;
      $t$2 = $t.m;

      if (($t$3 = $delegate(t.b())) === $S) {
        return $capture(new $F(main$code, 2, $t, $t$2, void 0, void 0, null));
      }

      return $invoke($t$2, $t, $t$3);
    }"
  `)
})

it('leaves a chain where there is nothing to go on with', () => {
  expect(direct('return t.a?.b(yield* t.c())')).toMatchInlineSnapshot(`
    "function main$direct(t) {
      let $t, $t$2, $t$3, $t$4, $t$5;

      $t = void 0;

      $chain: {
        $t$2 = t;
        $t$3 = $t$2.a;

        if ($t$3 == null) {
          break $chain;
        }

        $t$4 = $t$3.b;

        if (($t$5 = $delegate(t.c())) === $S) {
          return $capture(new $F(main$code, 2, $t$3, $t$4, void 0, void 0, null));
        }

        $t = $invoke($t$4, $t$3, $t$5);
      }

      return $t;
    }"
  `)
})

describe('a literal', () => {
  it('evaluates its parts in turn', () => {
    expect(direct('return { a: f(), [t.key]: 1, ...t.rest, b: yield* t.b() }')).toMatchInlineSnapshot(`
      "function main$direct(t) {
        let $t, $t$2, $t$3, $t$4;

        $t = f();
        $t$2 = $key(t.key);
        $t$3 = { ...t.rest };

        if (($t$4 = $delegate(t.b())) === $S) {
          return $capture(new $F(main$code, 2, $t$3, $t$2, $t, void 0, null));
        }

        return { a: $t, [$t$2]: 1, ...$t$3, b: $t$4 };
      }"
    `)
  })

  it('is handed what its methods see, so that accessors stay ones', () => {
    expect(direct('return { get a() { return t }, b: yield* t.b() }')).toMatchInlineSnapshot(`
      "function main$direct(t) {
        let $t;

        if (($t = $delegate(t.b())) === $S) {
          return $capture(new $F(main$code, 2, t, void 0, void 0, void 0, null));
        }

        return ((t) => ({
          get a() {
            return t;
          },
          b: $t
        }))(t);
      }"
    `)
  })

  it('makes strings of the parts of a template in turn', () => {
    expect(direct(`return \`\${t.a} and \${yield* t.b()}\``)).toMatchInlineSnapshot(`
      "function main$direct(t) {
        let $t, $t$2;

        $t = \`\${t.a}\`;

        if (($t$2 = $delegate(t.b())) === $S) {
          return $capture(new $F(main$code, 2, $t, void 0, void 0, void 0, null));
        }

        return \`\${$t} and \${$t$2}\`;
      }"
    `)
  })
})

it('takes the strings of a tagged template from one place, whatever form runs', () => {
  expect(direct(`return t.tag\`a \${yield* t.b()}\``)).toMatchInlineSnapshot(`
    "function main$direct(t) {
      let $t, $t$2;

      $t = t.tag;

      if (($t$2 = $delegate(t.b())) === $S) {
        return $capture(new $F(main$code, 2, t, $t, void 0, void 0, null));
      }

      return $invoke($t, t, $strings(), $t$2);
    }"
  `)
})
