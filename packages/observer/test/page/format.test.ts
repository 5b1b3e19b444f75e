import { describe, expect, it } from 'vitest'
import { fileOf, firstLine, formatFunction, formatProcess } from '../../src/page/format/names.ts'
import { formatBytes, formatCount, formatShare, formatShort, plural } from '../../src/page/format/numbers.ts'
import { formatAgo, formatDuration } from '../../src/page/format/time.ts'

describe('numbers', () => {
  it.each([
    [0, '0'],
    [1234567, '1,234,567'],
  ])('counts %d as %s', (count, text) => expect(formatCount(count)).toBe(text))

  it.each([
    [0, '0'],
    [12.3456, '12.3'],
    [999, '999'],
    [12_345, '12.3K'],
    [1_000_000, '1M'],
  ])('shortens %d to %s', (count, text) => expect(formatShort(count)).toBe(text))

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '0.977 KiB'],
    [1536, '1.5 KiB'],
    [1024 ** 2 - 1, '1 MiB'],
    [5 * 1024 ** 4, '5 TiB'],
  ])('shows %d bytes as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))

  it.each([
    [0, '0 %'],
    [0.004, '<1 %'],
    [0.973, '97 %'],
    [1, '100 %'],
  ])('shows the share %d as %s', (share, text) => expect(formatShare(share)).toBe(text))

  it('agrees the noun with the number', () => {
    expect([plural(1, 'process', 'processes'), plural(2, 'process', 'processes'), plural(0, 'message')]).toEqual([
      '1 process',
      '2 processes',
      '0 messages',
    ])
  })
})

describe('times', () => {
  it.each([
    [0, '0 ms'],
    [850, '850 ms'],
    [3_210, '3.2 s'],
    [9_960, '10 s'],
    [59_600, '1 min'],
    [245_000, '4 min 5 s'],
    [7_980_000, '2 h 13 min'],
    [273_600_000, '3 d 4 h'],
  ])('shows %d milliseconds as %s', (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text))

  it.each([
    [10, 'now'],
    [1_900, '1 s ago'],
    [65_000, '1 min 5 s ago'],
  ])('says of %d milliseconds: %s', (milliseconds, text) => expect(formatAgo(milliseconds)).toBe(text))
})

describe('names', () => {
  it('names the file of a module, whatever follows it', () => {
    expect(['file:///home/me/shop.ts', 'file:///a/b.ts?x=/c#d', 'data:,'].map(fileOf)).toEqual([
      'shop.ts',
      'b.ts',
      'data:,',
    ])
  })

  it('names a function with its file, as far as they are known', () => {
    expect(formatFunction({ name: 'till', url: 'file:///shop.ts' })).toBe('till (shop.ts)')
    expect(formatFunction({ name: '', url: null })).toBe('(anonymous)')
  })

  it('names a process by its name, else by its function, and always with the pid', () => {
    const process = { pid: 1, shown: '#PID<0.1.0>', name: null, call: null }
    expect(
      [process, { ...process, call: 'till' }, { ...process, call: 'till', name: "'main till'" }].map(formatProcess),
    ).toEqual(['#PID<0.1.0>', 'till #PID<0.1.0>', "'main till' #PID<0.1.0>"])
  })

  it('takes the first line of a printed Error', () => {
    expect(firstLine('Error: stuck\n    at till (shop.ts:1:2)')).toBe('Error: stuck')
  })
})
