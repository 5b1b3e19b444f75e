// `send(to, ['tag', …])` of multibeam hands its array over: nobody else can have it.

import { expect, it } from 'vitest'
import { compileModule } from '../src/index.ts'

const bodyOf = (send: string, before = "import { send } from 'multibeam'") =>
  compileModule(`${before}\nexport function* main(to, n, f) {\n  ${send}\n}`, 'file:///app/program.js').code

it.each(["send(to, ['job', n])", "send(to, ['job', { n }, [n]])", "send(to, ['stop'])"])('gives away %s', (text) => {
  expect(bodyOf(text)).toContain(text.replace('send(', 'send$given('))
})

it.each([
  ['what has a name', "const job = ['job', n]\n  send(to, job)"],
  ['what was assigned on the way', "send(to, n = ['job', 1])"],
  ['what has no tag: its elements may be numbers, and stored as such', 'send(to, [n, 1])'],
  ['what is spread', "send(to, ['job', ...n])"],
  ['what has a hole', "send(to, ['job', , n])"],
  ['what suspends: what a frame keeps must be able to travel', "send(to, ['job', yield* f()])"],
  ['what has options', "send(to, ['job', n], { transfer: [n] })"],
])('does not give away %s', (_, text) => {
  expect(bodyOf(text)).not.toContain('$given')
})

it.each([
  ["import { send } from './mine.js'"],
  ["import * as multibeam from 'multibeam'; const send = multibeam.send"],
])('takes no other function for it: %s', (before) => {
  expect(bodyOf("send(to, ['job', n])", before)).not.toContain('$given')
})

it('knows it under another name, and does not take a local variable for it', () => {
  expect(bodyOf("tell(to, ['job', n])", "import { send as tell } from 'multibeam'")).toContain('tell$given(to')
  expect(bodyOf("const send = f; send(to, ['job', n])")).not.toContain('$given')
})
