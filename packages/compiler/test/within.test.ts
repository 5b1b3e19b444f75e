// `yield* receive(x, { after: n })` of multibeam is called with the time itself: it needs no object for its options.

import { expect, it } from 'vitest'
import { compileModule } from '../src/index.ts'

const bodyOf = (receive: string, before = "import { receive } from 'multibeam'") =>
  compileModule(`${before}\nexport function* main(n, f) {\n  return [yield* ${receive}]\n}`, 'file:///app/program.js')
    .code

it.each([
  ["receive('job', { after: 0 })", "receive$within('job', 0)"],
  ["receive('job', { after: n * 2 })", "receive$within('job', n * 2)"],
  ['receive(undefined, { after: n })', 'receive$within(undefined, n)'],
  ["receive(['reply', n], { after: n })", "receive$within(['reply', n], n)"],
])('calls %s with the time', (text, expected) => {
  expect(bodyOf(text).replaceAll('"', "'")).toContain(expected)
})

it('evaluates the time where the source does, when it suspends', () => {
  expect(bodyOf("receive('job', { after: yield* f() })").replaceAll('"', "'")).toContain("receive$within('job', $t)")
})

it.each([
  ['other options', "receive('job', { after: 1, otherwise: f })"],
  ['what is no object in the source', "receive('job', n)"],
  ['what is spread', "receive('job', { ...n })"],
  ['a key that is computed', "receive('job', { [n]: 1 })"],
  ['a getter', "receive('job', { get after() { return 1 } })"],
  ['a function, which would have a name', "receive('job', { after: () => 1 })"],
  ['a receive without options', "receive('job')"],
])('calls it as it is with %s', (_, text) => {
  expect(bodyOf(text)).not.toContain('$within')
})

it.each([
  ["import { receive } from './mine.js'"],
  ["import * as multibeam from 'multibeam'; const receive = multibeam.receive"],
])('takes no other function for it: %s', (before) => {
  expect(bodyOf("receive('job', { after: 1 })", before)).not.toContain('$within')
})
