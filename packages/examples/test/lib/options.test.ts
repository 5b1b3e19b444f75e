import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { helpOf } from '../../src/lib/help.ts'
import { fileToWrite, flag, readOptions, schedulers, whole } from '../../src/lib/options.ts'

const options = {
  size: whole(1200, [16, 4096], 'width in pixels'),
  schedulers: schedulers(),
  plain: flag('without frames around the tiles'),
  out: fileToWrite('picture.png', 'the PNG file'),
}

describe('options of a demo', () => {
  it('have defaults', () => {
    expect(readOptions(options, [])).toMatchObject({
      help: false,
      size: 1200,
      plain: false,
      out: join(tmpdir(), 'picture.png'),
    })
  })

  it('are taken from the command line, behind the dashes that a package manager may hand on', () => {
    const argv = ['--', '--size', '600', '--schedulers', '3', '--plain', '--out', 'x.png', '--help']
    expect(readOptions(options, argv)).toEqual({
      help: true,
      size: 600,
      schedulers: 3,
      plain: true,
      out: resolve('x.png'),
    })
  })

  it.each([
    [['--size', 'big'], '--size big: give a whole number from 16 to 4096'],
    [['--schedulers', '65'], '--schedulers 65: give a whole number from 1 to 64'],
    [['--size', ''], '--size : give a whole number from 16 to 4096'],
    [['--colour'], "Unknown option '--colour'"],
  ])('say what is wrong with %j', (argv, message) => {
    expect(() => readOptions(options, argv)).toThrow(message)
  })

  it('are explained within 40 columns', () => {
    const help = helpOf('pnpm demo some-demo', 'Does this and that with a good many processes.', options)
    expect(help.split('\n').slice(0, 13)).toEqual([
      'Usage: pnpm demo some-demo [OPTIONS]',
      '',
      'Does this and that with a good many',
      'processes.',
      '',
      'Options:',
      '  --size N       width in pixels (1200)',
      '  --schedulers N as many (one a core)',
      '  --plain        without frames around',
      '                 the tiles',
      '  --out FILE     the PNG file (in the',
      '                 folder for temporary',
      '                 files)',
    ])
    for (const line of help.split('\n')) expect(line.length).toBeLessThanOrEqual(40)
  })
})
