import { describe, expect, it } from 'vitest'
import { HELP, readOptions } from '../../src/mandelbrot/options.ts'

describe('options of the demo', () => {
  it('have defaults', () => {
    expect(readOptions([])).toMatchObject({ help: false, size: 1200, tiles: 96 })
  })

  it('are taken from the command line, behind the dashes that a package manager may hand on', () => {
    expect(readOptions(['--', '--size', '600', '--tiles', '64', '--schedulers', '3', '--help'])).toMatchObject({
      help: true,
      size: 600,
      tiles: 64,
      schedulers: 3,
    })
  })

  it.each([
    [['--size', 'big'], '--size big: give a whole number from 16 to 4096'],
    [['--schedulers', '65'], '--schedulers 65: give a whole number from 1 to 64'],
    [['--tiles', ''], '--tiles : give a whole number from 1 to 10000'],
    [['--colour'], "Unknown option '--colour'"],
  ])('say what is wrong with %j', (argv, message) => {
    expect(() => readOptions(argv)).toThrow(message)
  })

  it('are explained within 40 columns', () => {
    for (const line of HELP.split('\n')) expect(line.length).toBeLessThanOrEqual(40)
  })
})
