import { expect, it } from 'vitest'
import { direct, resume } from './compiled.ts'

it('counts the iterations of a loop between two of them', () => {
  expect(direct('for (let i = 0; i < 3; i++) t.note(i)')).toMatchInlineSnapshot(`
    "function main$direct(t) {
      let i, $left;

      i = 0;

      $past: {
        $leave: {
          if (i < 3) {
            for (; ; ) {
              t.note(i);
              i++;

              if (!(i < 3)) break;

              if ((i & 15) === 0) {
                if (($X.reductions -= 16) < 0) {
                  $left = 2;

                  break $leave;
                }
              }
            }
          }

          break $past;
        }

        return $preempt(new $F(main$code, 2, t, i, void 0, void 0, null));
      }
    }"
  `)
})

it('evaluates an update that suspends before every iteration but the first', () => {
  expect(direct('for (let i = 0; i < 3; i = yield* t.next(i)) t.note(i)')).toMatchInlineSnapshot(`
    "function main$direct(t) {
      let $n = 15;
      let i, $first, $t;

      i = 0;
      $first = true;

      for (; ; ) {
        if (!$first) {
          if (($t = $delegate(t.next(i))) === $S) {
            return $capture(new $F(main$code, 3, t, void 0, void 0, void 0, null));
          }

          i = $t;
        }

        $first = false;

        if (!(i < 3)) {
          break;
        }

        t.note(i);

        if (--$n < 0) {
          if (($X.reductions -= 16) < 0) {
            return $preempt(new $F(main$code, 2, t, i, $first, void 0, null));
          }

          $n = 15;
        }
      }
    }"
  `)
})

it('closes the iterator of a loop that is left early', () => {
  expect(direct('for (const x of t.list) { if (x) break }')).toMatchInlineSnapshot(`
    "function main$direct(t) {
      let $n = 15;
      let $cursor, x, $left;

      $cursor = $cursor$2(t.list);

      try {
        $past: {
          $leave: {
            if ($cursor.values !== null
              ? $cursor.index < $cursor.values.length || $cursor.end()
              : $cursor.advance()) {
              for (; ; ) {
                x = $cursor.values !== null ? $cursor.values[$cursor.index++] : $cursor.value;

                if (x) {
                  $cursor.close(false);

                  break;
                }

                if (!($cursor.values !== null
                  ? $cursor.index < $cursor.values.length || $cursor.end()
                  : $cursor.advance())) break;

                if (--$n < 0) {
                  if (($X.reductions -= 16) < 0) {
                    $left = 2;

                    break $leave;
                  }

                  $n = 15;
                }
              }
            }

            break $past;
          }

          return $preempt(new $F(main$code, 2, $cursor, void 0, void 0, void 0, null));
        }
      } catch($e) {
        $cursor.close(true);

        throw $e;
      }
    }"
  `)
})

it('comes back to the case of a switch that was suspended', () => {
  expect(resume('switch (t.a) { case 1: yield* t.b(); case 2: return 2 }')).toMatchInlineSnapshot(`
    "function main$resume($frame, $sent, $threw) {
      let $pc = $frame.pc, t = $frame.a;
      let $case, $value;

      if ($pc === 1) {
        $pc = 0;
      }

      if ($pc === 0) {
        $value = t.a;
        $case = $value === 1 ? 0 : $value === 2 ? 1 : 2;
      } else {
        $case = $pc === 2 ? 0 : 2;
      }

      switch ($case) {
        case 0:
          if ($pc === 0) {
            if ($delegate(t.b()) === $S) {
              $frame.pc = 2;
              $frame.a = void 0;

              return $captureAgain($frame);
            }
          } else {
            $pc = 0;

            if ($threw) {
              throw $sent;
            }
          }

        case 1:
          return 2;
      }
    }"
  `)
})

it('prints no finally, which a suspension would run', () => {
  expect(direct('try { return yield* t.a() } finally { t.close() }')).toMatchInlineSnapshot(`
    "function main$direct(t) {
      let $k, $v, $t, $t$2;

      $l: {
        try {
          if (($t = $delegate(t.a())) === $S) {
            return $capture(new $F(main$code, 2, t, void 0, void 0, void 0, null));
          }

          $t$2 = $t;
          $v = $t$2;
          $k = 2;

          break $l;

          $k = 0;
          $v = void 0;
        } catch($e) {
          $k = 1;
          $v = $e;
        }
      }

      t.close();

      if ($k === 1) {
        throw $v;
      }

      if ($k === 2) {
        return $v;
      }
    }"
  `)
})

it('enters a handler again without anything being thrown', () => {
  expect(resume('try { t.a() } catch (error) { yield* t.b(error) }')).toMatchInlineSnapshot(`
    "function main$resume($frame, $sent, $threw) {
      let $pc = $frame.pc, t = $frame.a;
      let error, $handles, $e;

      if ($pc === 1) {
        $pc = 0;
      }

      $handles = $pc !== 0 && $pc === 2;

      if (!$handles) {
        try {
          t.a();
        } catch($error) {
          $handles = true;
          $e = $error;
        }
      }

      if ($handles) {
        if ($pc === 0) {
          error = $e;
        }

        if ($pc === 0) {
          if ($delegate(t.b(error)) === $S) {
            $frame.pc = 2;
            $frame.a = void 0;

            return $captureAgain($frame);
          }
        } else {
          $pc = 0;

          if ($threw) {
            throw $sent;
          }
        }
      }
    }"
  `)
})

it('tells V8 that a number is one even before it has come out of its frame', () => {
  const text = resume(
    'let a = t, b = t, c = t, d = t, sum = 0.5\nfor (;;) sum += a * b * c * d * (yield* t.next()) * 2',
  )
  expect(text).toMatch(/let [^;]*\bsum = 0\b/)
})

it('saves the frame of loops that call nothing behind them, and takes counters out of it as small integers', () => {
  expect(
    resume('let sum = 0.5; for (let i = 0; i < 9; i++) for (let k = 0; k < 9; k++) sum += t.at(i, k)'),
  ).toMatchInlineSnapshot(`
    "function main$resume($frame, $sent, $threw) {
      let $pc = $frame.pc, t = $frame.a, sum = $frame.c;
      let $n$2 = 15;
      let i = 0, k = 0;

      if ($pc !== 1) {
        i = $frame.b - 0;
        k = $frame.d - 0;
      }

      if ($pc === 1) {
        $pc = 0;
      }

      if ($pc === 0) {
        sum = 0.5;
        i = 0;
      }

      $past$2: {
        $leave$2: {
          if ($pc !== 0 || i < 9) {
            for (; ; ) {
              if ($pc === 2) {
                $pc = 0;
              }

              if ($pc === 0) {
                k = 0;
              }

              if ($pc !== 0 || k < 9) {
                $pc = 0;

                for (; ; ) {
                  sum += t.at(i, k);
                  k++;

                  if (!(k < 9)) break;

                  if ((k & 15) === 0) {
                    if (($X.reductions -= 16) < 0) {
                      $pc = 3;

                      break $leave$2;
                    }
                  }
                }
              }

              $n$2 -= k & 15;
              i++;

              if (!(i < 9)) break;

              if (--$n$2 < 0) {
                if (($X.reductions -= 15 - $n$2) < 0) {
                  $pc = 2;

                  break $leave$2;
                }

                $n$2 = 15;
              }
            }
          }

          break $past$2;
        }

        if ($pc === 3) {
          $frame.pc = 3;
          $frame.a = t;
          $frame.b = i;
          $frame.c = sum;
          $frame.d = k;

          return $preemptAgain($frame);
        }

        $frame.pc = 2;
        $frame.a = t;
        $frame.b = i;
        $frame.c = sum;
        $frame.d = 0;

        return $preemptAgain($frame);
      }
    }"
  `)
})
