import type { Pid } from '@multibeam/scheduler'
import { expect, it } from 'vitest'
import { Requests } from '../../src/vm/requests.ts'

const pid = (2 ** 52) as Pid

it('settles a request whose process was spawned, then ended', async () => {
  const requests = new Requests()
  const { id, spawned, result } = requests.open(true, 1)
  requests.spawned(id, pid)
  requests.ended(id, pid, ({ resolve }) => resolve('value'))
  expect([await spawned, await result]).toEqual([pid, 'value'])
})

it('settles a request whose process is said to have ended before it is said to have been spawned', async () => {
  const requests = new Requests()
  const { id, spawned, result } = requests.open(true, 1)
  requests.ended(id, pid, ({ resolve }) => resolve('value'))
  requests.spawned(id, pid)
  expect([await spawned, await result]).toEqual([pid, 'value'])
})

it('rejects both promises of what is open when the VM ends', async () => {
  const requests = new Requests()
  const { spawned, result } = requests.open(true, 1)
  requests.failAll(new Error('stopped'))
  await expect(spawned).rejects.toThrow('stopped')
  await expect(result).rejects.toThrow('stopped')
})
