import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { EventParser } from '../../src/top/event-parser.ts'
import { TopFailure } from '../../src/top/failure.ts'
import { bytes, duration, grouped, short } from '../../src/top/numbers.ts'
import { readTarget } from '../../src/top/target.ts'
import { clip, fit } from '../../src/top/text.ts'

it('the parser of events gives the same whatever pieces the stream comes in', () => {
  const events = fc.array(fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify({ text })))
  fc.assert(
    fc.property(events, fc.infiniteStream(fc.integer({ min: 1, max: 20 })), (texts, lengths) => {
      const stream = Buffer.from(texts.map((text) => `event: x\ndata: ${text}\n\n`).join(''))
      const parser = new EventParser()
      const read: string[] = []
      for (let at = 0; at < stream.length; ) {
        const length = lengths.next().value
        read.push(...parser.push(stream.subarray(at, at + length)))
        at += length
      }
      expect(read).toEqual(texts)
    }),
  )
})

it('numbers are short', () => {
  expect([0, 7, 999, 1000, 12_345, 999_999, 4_560_000, 2.3e9].map(short)).toEqual([
    '0',
    '7',
    '999',
    '1.00k',
    '12.3k',
    '1.00M',
    '4.56M',
    '2.30G',
  ])
  expect([0, 1023, 1024, 150 * 2 ** 20].map(bytes)).toEqual(['0 B', '1.00 kB', '1.00 kB', '150 MB'])
  expect([0, 999, 1000, 1_234_567].map(grouped)).toEqual(['0', '999', '1,000', '1,234,567'])
  expect([0, 61_500, 3_600_000, 90_061_000].map(duration)).toEqual(['00:00', '01:01', '1:00:00', '1d 01:01:01'])
})

it('texts are cut and filled to columns of the terminal, not to characters', () => {
  expect([clip('abcdef', 4), clip('漢字漢字', 5), clip('abc', 3), clip('abc', 0)]).toEqual(['abc…', '漢字…', 'abc', ''])
  expect([fit('漢', 4), fit('漢', 4, 'right'), fit('漢字', 3)]).toEqual(['漢  ', '  漢', '漢…'])
})

it('a target is a socket, or a link with its token', () => {
  expect(readTarget('/run/x.sock')).toEqual({ kind: 'socket', path: '/run/x.sock' })
  const port = { kind: 'port', url: new URL('http://127.0.0.1:4000'), token: 'secret' }
  expect(readTarget('http://127.0.0.1:4000/#token=secret')).toEqual(port)
  expect(readTarget('http://127.0.0.1:4000/?token=secret')).toEqual(port)
  expect(() => readTarget('http://127.0.0.1:4000/')).toThrow(/no token/)
  expect(() => readTarget('https://127.0.0.1/#token=x')).toThrow(/speaks http/)
})

it('without a target it is the only socket of a process that runs, in a directory of this user alone', () => {
  const directory = mkdtempSync(join(tmpdir(), 'multibeam-sockets-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  expect(() => readTarget(undefined, directory)).toThrow(TopFailure)
  // Numbers of processes are smaller.
  for (const name of [`${process.pid}-1.sock`, '2000000000-1.sock', 'other']) writeFileSync(join(directory, name), '')
  expect(readTarget(undefined, directory)).toEqual({ kind: 'socket', path: join(directory, `${process.pid}-1.sock`) })
  writeFileSync(join(directory, `${process.pid}-2.sock`), '')
  expect(() => readTarget(undefined, directory)).toThrow(
    /several VMs are observed; say which:\n {2}multibeam top .*-1\.sock\n.*-2\.sock$/,
  )
  chmodSync(directory, 0o755)
  if (process.platform !== 'win32') expect(() => readTarget(undefined, directory)).toThrow(/no VM of this user/)
})
