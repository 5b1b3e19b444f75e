import { expect, it } from 'vitest'
import { direct, resume } from './compiled.ts'

it('calls what it does not know through its direct form, if that has one', () => {
  expect(direct(`const message = yield* receive('job')\nreturn message.text`)).toMatchInlineSnapshot(`
    "function main$direct(t) {
      let message, $f, $t;

      if (($t = ($f = receive?.[$D]) === void 0 || receive[$self] !== receive ? $delegate(receive('job')) : $f('job')) === $S) {
        return $capture(new $F(main$code, 2, void 0, void 0, void 0, void 0, null));
      }

      message = $t;

      return message.text;
    }"
  `)
})

it('calls a process function of its module directly', () => {
  expect(direct('return 1 + (yield* main(t))')).toMatchInlineSnapshot(`
    "function main$direct(t) {
      let $t;

      if (($t = main$direct(t)) === $S) {
        return $capture(new $F(main$code, 2, void 0, void 0, void 0, void 0, null));
      }

      return 1 + $t;
    }"
  `)
})

it('keeps no frame for a call in tail position', () => {
  expect(direct('return yield* main(t)')).toMatchInlineSnapshot(`
    "function main$direct(t) {
      return main$direct(t);
    }"
  `)
})

it('is entered again behind the site, with the value or with what was thrown', () => {
  expect(resume('const message = yield* t.next()\nreturn [t, message]')).toMatchInlineSnapshot(`
    "function main$resume($frame, $sent, $threw) {
      let $pc = $frame.pc, t = $frame.a;
      let message, $t;

      if ($pc === 1) {
        $pc = 0;
      }

      if ($pc === 0) {
        if (($t = $delegate(t.next())) === $S) {
          $frame.pc = 2;
          $frame.a = t;

          return $captureAgain($frame);
        }
      } else {
        $pc = 0;

        if ($threw) {
          throw $sent;
        }

        $t = $sent;
      }

      message = $t;

      return [t, message];
    }"
  `)
})
