import { statSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type Observer, VM } from 'multibeam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rejectionOf } from '../vm/support/fixture.ts'
import { runNode } from '../vm/support/run-node.ts'
import { eventsOf, raw } from './support/client.ts'

const TREE = JSON.stringify({ type: 'tree' })
const JSON_BODY = { 'content-type': 'application/json' }

describe('an observer', () => {
  let vm: VM
  let observer: Observer

  beforeAll(async () => {
    vm = await VM.start({ schedulers: 1 })
    observer = await vm.observe()
  })
  afterAll(() => vm.stop())

  it('prints a link of this machine that has the token where no log keeps it', () => {
    expect(observer.url).toBe(`http://127.0.0.1:${observer.port}/#token=${observer.token}`)
    expect(observer.token).toMatch(/^[\w-]{43}$/)
  })

  it('shows the page to everybody, who can do nothing with it', async () => {
    const { status, headers, body } = await raw(observer.port, '/')
    expect(status).toBe(200)
    expect(headers['content-type']).toMatch(/^text\/html/)
    expect(body).toContain('<script type="module" src="main.js">')
    expect(body).not.toContain(observer.token)
    expect((await raw(observer.port, '/main.js')).headers['content-type']).toMatch(/^text\/javascript/)
    expect((await raw(observer.port, '/main.js', {}, 'HEAD')).body).toBe('')
  })

  it.each(['/', '/api/events', '/nothing'])(
    'says with %s that nothing else may run, frame or keep it',
    async (path) => {
      const { headers } = await raw(observer.port, path)
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      })
      expect(headers).not.toHaveProperty('access-control-allow-origin')
    },
  )

  it.each([
    ['no token', ''],
    ['a wrong one', 'Bearer wrong'],
    ['one of the right length', `Bearer ${'A'.repeat(43)}`],
  ])('refuses data and actions with %s', async (_what, authorization) => {
    const headers = authorization === '' ? {} : { authorization }
    for (const path of ['/api/events', '/api/trace', '/metrics', '/api/else']) {
      expect(await raw(observer.port, path, headers)).toMatchObject({ status: 401 })
    }
    const refused = await raw(observer.port, '/api/request', { ...headers, ...JSON_BODY }, 'POST', TREE)
    expect(refused.status).toBe(401)
    expect(JSON.parse(refused.body)).toMatchObject({ type: 'error', code: 'unauthorized' })
  })

  it('takes the token in a header or in the query', async () => {
    const headers = { authorization: `Bearer ${observer.token}`, ...JSON_BODY }
    expect(await raw(observer.port, '/api/request', headers, 'POST', TREE)).toMatchObject({ status: 200 })
    const path = `/api/request?token=${observer.token}`
    expect(await raw(observer.port, path, JSON_BODY, 'POST', TREE)).toMatchObject({ status: 200 })
  })

  it.each([
    ['a name that points here (DNS rebinding)', { host: 'evil.example' }],
    ['the page of another origin', { origin: 'http://evil.example' }],
    ['a page of another port', { origin: 'http://127.0.0.1:1' }],
    ['no origin, as in a sandbox', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses what comes by %s, with the token, too', async (_what, foreign) => {
    const headers = { authorization: `Bearer ${observer.token}`, ...JSON_BODY, ...foreign }
    expect(await raw(observer.port, '/api/request', headers, 'POST', TREE)).toMatchObject({ status: 403 })
  })

  it.each(['127.0.0.1', 'localhost', '[::1]'])('can be called %s', async (name) => {
    const host = `${name}:${observer.port}`
    expect(await raw(observer.port, '/', { host, origin: `http://${host}` })).toMatchObject({ status: 200 })
  })

  it.each([
    ['is no JSON', 'nonsense', JSON_BODY],
    ['is what a form sends', TREE, { 'content-type': 'text/plain' }],
    ['is of no kind', '{"type":"format"}', JSON_BODY],
    ['sorts by what there is not', '{"type":"processes","sort":"shoe size"}', JSON_BODY],
    ['wants too many rows', '{"type":"processes","limit":100000}', JSON_BODY],
    ['wants what is no pid', '{"type":"process","pid":7}', JSON_BODY],
    ['is too long', `{"type":"${'x'.repeat(100_000)}"}`, JSON_BODY],
  ])('says what is wrong with a request that %s', async (_what, body, headers) => {
    const answer = await raw(observer.port, `/api/request?token=${observer.token}`, headers, 'POST', body)
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.body)).toMatchObject({ type: 'error', code: 'badRequest' })
  })

  it('knows no other file, and no other way', async () => {
    const token = `token=${observer.token}`
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/page/main.js']) {
      expect(await raw(observer.port, `${path}?${token}`)).toMatchObject({ status: 404 })
    }
    expect(await raw(observer.port, `/api/request?${token}`, {}, 'DELETE')).toMatchObject({ status: 404 })
  })

  it('has a socket that only this user can open, and that needs no token', async () => {
    const socket = observer.socket as string
    expect(statSync(socket).mode & 0o777).toBe(0o600)
    expect(await raw(socket, '/api/request', JSON_BODY, 'POST', TREE)).toMatchObject({ status: 200 })
  })

  it('is the only one of its VM', async () => {
    const error = await rejectionOf(vm.observe())
    expect(error).toMatchObject({ code: 'OBSERVER_FAILED' })
    expect(error.message).toContain('observed already')
  })
})

describe('vm.observe', () => {
  it.each([
    [{ port: 1.5 }, /port is 1.5/],
    [{ port: 70_000 }, /port is 70000/],
    [{ host: '' }, /host is ''/],
    [{ socket: '' }, /socket is ''/],
    [{ longSchedule: 1 }, /longSchedule is 1/],
    [{ prot: 1 }, /'prot' is no option/],
  ])('refuses %o', async (options, message) => {
    await using vm = await VM.start({ schedulers: 1 })
    const error = await rejectionOf(vm.observe(options as object))
    expect(error).toMatchObject({ code: 'BAD_ARGUMENT' })
    expect(error.message).toMatch(message)
  })

  it('says which port is in use, and may be called again', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as { port: number }
    await using vm = await VM.start({ schedulers: 1 })
    const error = await rejectionOf(vm.observe({ port }))
    expect(error.code).toBe('OBSERVER_FAILED')
    expect(error.message).toContain(`port ${port} of 127.0.0.1`)
    other.close()
    await using observer = await vm.observe({ socket: false })
    expect(observer.socket).toBeUndefined()
  })

  it('ends with close: clients hear it, the port is free, the socket is gone, and the VM goes on', async () => {
    await using vm = await VM.start({ schedulers: 1 })
    const first = await vm.observe()
    const told: string[] = []
    for await (const event of eventsOf(first)) {
      told.push(event.type)
      if (event.type === 'hello') void first.close()
    }
    await first.close()
    expect(told).toEqual(['hello', 'goodbye'])
    expect(() => statSync(first.socket as string)).toThrow('ENOENT')
    await using second = await vm.observe({ port: first.port })
    expect(second.port).toBe(first.port)
    expect(second.token).not.toBe(first.token)
    expect(vm.schedulers).toBe(1)
  })

  it('keeps neither the VM from stopping nor Node from ending', async ({ signal }) => {
    const program = `
      import { VM } from 'multibeam'
      const vm = await VM.start({ schedulers: 1 })
      const observer = await vm.observe()
      const stream = await fetch('http://127.0.0.1:' + observer.port + '/api/events?token=' + observer.token)
      await vm.stop()
      console.log((await stream.text()).includes('event: goodbye') ? 'told' : 'not told')`
    const cwd = fileURLToPath(new URL('../..', import.meta.url))
    const { code, stdout } = await runNode(['--input-type=module', '--eval', program], signal, { cwd })
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'told\n' })
  })
})
