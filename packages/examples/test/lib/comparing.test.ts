import { describe, expect, it } from 'vitest'
import { maskPids, maskTimes } from './mask.ts'
import { ordersOf } from './orders.ts'

describe('masking', () => {
  it('names pids by their first appearance, the same one always the same', () => {
    expect(maskPids('#PID<0.9.1> to #PID<0.5.1>, #PID<0.5.1> to #PID<0.9.1>')).toBe('PID-A to PID-B, PID-B to PID-A')
  })

  it('tells a wrong process from the right one', () => {
    expect(maskPids('#PID<0.9.1> is #PID<0.9.1>')).not.toBe(maskPids('#PID<0.9.1> is #PID<0.9.2>'))
  })

  it('leaves a masked text as it is, with its letters in order', () => {
    expect(maskPids('PID-B to PID-A')).toBe('PID-A to PID-B')
  })

  it('hides times, and nothing else', () => {
    expect(maskTimes('1000 processes: 7.25 ms\n12 microseconds\n42')).toBe(
      '1000 processes: TIME ms\nTIME microseconds\n42',
    )
  })
})

describe('the orders of an expected output', () => {
  it('is one when no line is marked', () => {
    expect(ordersOf('a\nb\n')).toEqual(['a\nb\n'])
  })

  it('mixes the two sides and keeps the order of each', () => {
    expect(ordersOf('a\n< l\n> r1\n> r2\nb')).toEqual(['a\nl\nr1\nr2\nb', 'a\nr1\nl\nr2\nb', 'a\nr1\nr2\nl\nb'])
  })

  it('does not mix across an unmarked line', () => {
    expect(ordersOf('< l\n> r\n-\n< l\n> r')).toEqual([
      'l\nr\n-\nl\nr',
      'l\nr\n-\nr\nl',
      'r\nl\n-\nl\nr',
      'r\nl\n-\nr\nl',
    ])
  })
})
