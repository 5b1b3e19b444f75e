import { describe, expect, it } from 'vitest'
import { tokenOf } from '../../src/page/connection/token.ts'
import { formatRoute, parseRoute } from '../../src/page/navigation/address.ts'

describe('the address', () => {
  it('says where in the page we are, and can be written again', () => {
    const fragments = ['#/overview', '#/processes/4096', '#/processes?sort=memory&filter=a%26b', '#/crashes/12']
    expect(fragments.map((fragment) => formatRoute(parseRoute(fragment)))).toEqual(fragments)
  })

  it('is the overview when it is none', () => {
    expect(['', '#', '#/nowhere', '#token=abc'].map((fragment) => parseRoute(fragment).view)).toEqual(
      Array(4).fill('overview'),
    )
    expect(parseRoute('#/processes/abc').item).toBeNull()
  })

  it('has the token in it when it is the printed link', () => {
    expect(['#token=a-b_c', '#/overview', ''].map(tokenOf)).toEqual(['a-b_c', null, null])
  })
})
