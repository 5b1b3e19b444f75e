// An observer with a VM that is none, and a terminal that is none.

import { EventEmitter, once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { json } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import type {
  Failure,
  Hello,
  Overview,
  Processes,
  ProcessesRequest,
  ProcessRow,
  SchedulerOverview,
  StreamEvent,
} from '../../src/protocol.ts'

export const hello: Hello = {
  type: 'hello',
  protocol: 1,
  version: '0.1.0',
  node: 'v20.20.2',
  os: 'linux x64',
  osPid: 4711,
  startedAt: 1_700_000_000_000,
  schedulers: 2,
  processLimit: 1024,
  recent: [],
}

export function scheduler(id: number, numbers: Partial<SchedulerOverview> = {}): SchedulerOverview {
  return {
    id,
    online: true,
    utilization: 0,
    runQueue: 0,
    processes: 0,
    slicesPerSecond: 0,
    spawnedPerSecond: 0,
    exitedPerSecond: 0,
    signalsSentPerSecond: 0,
    signalsReceivedPerSecond: 0,
    bytesSentPerSecond: 0,
    parksPerSecond: 0,
    spinsPerSecond: 0,
    stealsTried: 0,
    stealsWon: 0,
    movedIn: 0,
    movedOut: 0,
    heapUsed: 0,
    heapTotal: 0,
    lives: 1,
    ...numbers,
  }
}

export function overview(schedulers: SchedulerOverview[] = [scheduler(1), scheduler(2)]): Overview {
  return {
    type: 'overview',
    time: 83_000,
    processes: 12_345,
    online: schedulers.length,
    rss: 200 * 2 ** 20,
    schedulers,
  }
}

export function row(number: number, fields: Partial<ProcessRow> = {}): ProcessRow {
  return {
    pid: 2 ** 52 + 2 ** 32 + number,
    shown: `#PID<0.${number}.1>`,
    name: null,
    call: 'main',
    initialCall: { name: 'main', url: null },
    currentFunction: { name: 'main', url: null },
    status: 'waiting',
    queueLength: 0,
    reductions: 0,
    memory: 600,
    links: 0,
    scheduler: 1,
    ...fields,
  }
}

/** The answer of a VM with a hundred processes. */
export function processes({ offset = 0, limit = 50 }: ProcessesRequest): Processes {
  const rows = Array.from({ length: Math.max(0, Math.min(limit, 100 - offset)) }, (_, i) => row(offset + i))
  return { type: 'processes', total: 100, matching: 100, offset, rows, silent: [], took: 1 }
}

export interface FakeObserver {
  readonly socket: string
  readonly asked: ProcessesRequest[]
  /** Resolves once it has been asked for something like this. */
  isAsked(wanted: Partial<ProcessesRequest>): Promise<void>
  /** Sends all that listen an event. */
  tell(event: StreamEvent): void
  /** Ends all connections at once. */
  cut(): void
}

/** An observer at a socket, for one test. It says hello and one overview to whoever listens. */
export async function observe(
  answer: (request: ProcessesRequest) => Processes | Failure = processes,
): Promise<FakeObserver> {
  const directory = mkdtempSync(join(tmpdir(), 'multibeam-top-'))
  const socket = join(directory, 'observer.sock')
  const asked: ProcessesRequest[] = []
  const listeners = new Set<(event: StreamEvent) => void>()
  const questions = new EventEmitter()
  const server: Server = createServer((request, response) => {
    if (request.url === '/api/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const tell = (event: StreamEvent): void => {
        response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
        if (event.type === 'goodbye') response.end()
      }
      listeners.add(tell)
      tell(hello)
      tell(overview())
      return
    }
    void json(request).then((body) => {
      asked.push(body as ProcessesRequest)
      questions.emit('asked')
      const answered = answer(body as ProcessesRequest)
      response.writeHead(answered.type === 'error' ? 503 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(answered))
    })
  })
  await new Promise<void>((resolve) => server.listen(socket, resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
    rmSync(directory, { recursive: true, force: true })
  })
  return {
    socket,
    asked,
    async isAsked(wanted) {
      const isLike = (request: ProcessesRequest): boolean =>
        Object.entries(wanted).every(([key, value]) => request[key as keyof ProcessesRequest] === value)
      while (!asked.some(isLike)) await once(questions, 'asked')
    },
    tell: (event) => listeners.forEach((tell) => void tell(event)),
    cut: () => server.closeAllConnections(),
  }
}

/** What a terminal shows, as far as top uses one. */
export class FakeTerminal extends PassThrough {
  readonly isTTY = true
  columns = 100
  rows = 12
  /** All that was written. */
  written = ''
  readonly input = Object.assign(new PassThrough(), {
    isTTY: true,
    isRaw: false,
    setRawMode(raw: boolean) {
      this.isRaw = raw
    },
  })
  #wakeUp: () => void = () => {}

  override _transform(chunk: Buffer, _encoding: string, done: () => void): void {
    this.written += chunk.toString()
    this.#wakeUp()
    done()
  }

  press(keys: string): void {
    this.input.write(keys)
  }

  resize(columns: number, rows: number): void {
    this.columns = columns
    this.rows = rows
    this.emit('resize')
  }

  /** The lines of the newest frame. */
  get frame(): string[] {
    const last = this.written.split('\x1b[?2026h\x1b[H').at(-1) ?? ''
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what moves a cursor
    return last.replace(/\x1b\[[?0-9;]*[a-zA-Z]/g, '').split('\r\n')
  }

  /** Resolves once a frame is so. */
  async shows(wanted: (frame: string[]) => boolean): Promise<string[]> {
    while (!wanted(this.frame)) {
      await new Promise<void>((resolve) => {
        this.#wakeUp = resolve
      })
    }
    return this.frame
  }

  /** On the other screen, without a cursor, keys read one by one. */
  get isTaken(): boolean {
    return this.written.lastIndexOf('\x1b[?1049h') > this.written.lastIndexOf('\x1b[?1049l') && this.input.isRaw
  }

  /** As it was: neither the screen, nor the cursor, nor the mode of the keyboard, nor a listener is left changed. */
  get isFree(): boolean {
    return (
      !this.isTaken &&
      this.written.lastIndexOf('\x1b[?25h') > this.written.lastIndexOf('\x1b[?25l') &&
      !this.input.isRaw
    )
  }
}
