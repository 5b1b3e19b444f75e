import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Exposition } from '../../src/metrics/exposition.ts'
import { parseOpenMetrics } from './support.ts'

describe('OpenMetrics text', () => {
  it('has a type, a unit and a help for each family, and an end', () => {
    const exposition = new Exposition()
    exposition.add(
      'counter',
      'busy_seconds',
      'Time.',
      [
        [{ scheduler: 1 }, 1.5],
        [{ scheduler: 2 }, 0],
      ],
      'seconds',
    )
    exposition.add('gauge', 'processes', 'Alive.', [[{}, 3]])
    exposition.add('info', 'build', 'Versions.', [[{ version: '1.0' }, 1]])
    expect(exposition.end()).toBe(`# TYPE busy_seconds counter
# UNIT busy_seconds seconds
# HELP busy_seconds Time.
busy_seconds_total{scheduler="1"} 1.5
busy_seconds_total{scheduler="2"} 0
# TYPE processes gauge
# HELP processes Alive.
processes 3
# TYPE build info
# HELP build Versions.
build_info{version="1.0"} 1
# EOF
`)
  })

  it('escapes what labels and helps may hold, and writes all numbers', () => {
    const text = fc.string({ unit: fc.constantFrom('\\', '"', '\n', '{', '}', ',', '=', ' ', 'n', 'é') })
    fc.assert(
      fc.property(text, text, fc.double(), (help, label, value) => {
        const exposition = new Exposition()
        exposition.add('gauge', 'a', help, [[{ label, other: 'x' }, value]])
        const family = parseOpenMetrics(exposition.end()).get('a')
        expect(family?.help ?? '').toBe(help)
        expect(family?.samples).toEqual([{ name: 'a', labels: { label, other: 'x' }, value: value === 0 ? 0 : value }])
      }),
    )
  })

  it('refuses names that are none, come twice, or lack their unit', () => {
    const exposition = new Exposition()
    exposition.add('gauge', 'a', '', [])
    expect(() => exposition.add('gauge', 'a', '', [])).toThrow(/is there already/)
    expect(() => exposition.add('gauge', '1a', '', [])).toThrow(/no name of a metric/)
    expect(() => exposition.add('gauge', 'b', '', [], 'bytes')).toThrow(/must end in _bytes/)
    expect(() => exposition.add('gauge', 'c', '', [[{ 'a-b': 1 }, 1]])).toThrow(/no name of a label/)
  })
})
