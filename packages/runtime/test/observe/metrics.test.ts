import { VM } from 'multibeam'
import { expect, it } from 'vitest'
import { parseOpenMetrics } from '../../../observer/test/metrics/support.ts'
import { fixture } from '../vm/support/fixture.ts'

it('GET /metrics gives OpenMetrics text to whoever has the token', async () => {
  await using vm = await VM.start({ schedulers: 2 })
  vm.on('crash', () => {})
  await using observer = await vm.observe({ socket: false })
  await vm.run(fixture('tracing.ts'), 'everything', 1)
  const url = `http://127.0.0.1:${observer.port}/metrics`
  expect((await fetch(url)).status).toBe(401)
  expect((await fetch(`${url}?token=wrong`)).status).toBe(401)
  for (const asked of [
    fetch(url, { headers: { authorization: `Bearer ${observer.token}` } }),
    fetch(`${url}?token=${observer.token}`),
  ]) {
    const response = await asked
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8')
    const text = await response.text()
    expect(text).toMatch(/^# TYPE multibeam info\n/)
    expect(text).toMatch(/\n# EOF\n$/)
    // Throws for what a strict scraper would refuse.
    const families = parseOpenMetrics(text)
    const typesAndUnits = new Set([...families.values()].map(({ type, unit = '' }) => `${type} ${unit}`))
    expect([...typesAndUnits].sort()).toEqual([
      'counter ',
      'counter bytes',
      'counter seconds',
      'gauge ',
      'gauge bytes',
      'gauge seconds',
      'info ',
    ])
    for (const [name, { help, samples }] of families) {
      expect(help, name).toMatch(/\.$/)
      expect(samples, name).toHaveLength(samples[0]?.labels.scheduler === undefined ? 1 : 2)
    }
    const total = (name: string): number =>
      [...text.matchAll(new RegExp(`^${name}_total\\{scheduler="\\d"\\} (\\d+)$`, 'gm'))].reduce(
        (sum, [, value]) => sum + Number(value),
        0,
      )
    expect(total('multibeam_crashes')).toBe(1)
    expect(total('multibeam_scheduler_steals')).toBe(vm.statistics().reduce((sum, { stealsWon }) => sum + stealsWon, 0))
  }
})
