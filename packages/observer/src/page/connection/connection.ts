import { signal } from '@preact/signals'
import { PROTOCOL_VERSION, type StreamEvent } from '../../protocol.ts'
import { receiveEvent } from '../model/store.ts'
import { reconnectDelay } from './reconnect.ts'
import { RequestFailed } from './requests.ts'
import { readStream } from './stream.ts'

export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  /** Connected, but the VM has said nothing for a while: its main thread is busy. */
  | { readonly state: 'silent'; readonly since: number }
  /** Gone; the next attempt is at `retryAt`. Both in milliseconds since 1970. */
  | { readonly state: 'lost'; readonly since: number; readonly retryAt: number }
  /** The VM has said that it stops. */
  | { readonly state: 'stopped'; readonly since: number }
  /** The token is not this VM's, or the page is of another version. */
  | { readonly state: 'refused'; readonly message: string }

export const connection = signal<Connection>({ state: 'connecting' })

/** An overview comes every second: this many missed ones are no accident. Chosen. */
const SILENT_MILLISECONDS = 5_000

let heardAt = 0
let wake: (() => void) | null = null

/** Tries at once what would be tried later. */
export function reconnectNow(): void {
  wake?.()
}

/** Stays connected for as long as the page lives. */
export async function keepConnected(): Promise<never> {
  setInterval(watchSilence, 1000)
  // A link with another token may be opened in the same tab: that is a change of the fragment only.
  addEventListener('hashchange', () => connection.value.state === 'refused' && reconnectNow())
  let attempt = 0
  for (;;) {
    let refused: string | null = null
    try {
      await readStream<StreamEvent>(
        'api/events',
        (event) => {
          attempt = 0
          hear(event)
        },
        new AbortController().signal,
      )
    } catch (error) {
      refused = refusalOf(error)
    }
    const wait = reconnectDelay(attempt++)
    if (refused !== null) connection.value = { state: 'refused', message: refused }
    else if (connection.value.state !== 'stopped') {
      const since = 'since' in connection.value ? connection.value.since : Date.now()
      connection.value = { state: 'lost', since, retryAt: Date.now() + wait }
    }
    await sleep(wait)
  }
}

function hear(event: StreamEvent): void {
  heardAt = Date.now()
  if (event.type === 'goodbye') connection.value = { state: 'stopped', since: heardAt }
  else if (event.type === 'hello' && event.protocol !== PROTOCOL_VERSION) {
    throw new RequestFailed('forbidden', 'The VM is of another version than this page: load the page again.')
  } else if (connection.value.state !== 'live') connection.value = { state: 'live' }
  receiveEvent(event)
}

/** Why it makes no sense to go on without a person; null: it does. */
function refusalOf(error: unknown): string | null {
  if (!(error instanceof RequestFailed)) return null
  return error.code === 'unauthorized' || error.code === 'forbidden' ? error.message : null
}

function watchSilence(): void {
  if (connection.value.state === 'live' && Date.now() - heardAt > SILENT_MILLISECONDS) {
    connection.value = { state: 'silent', since: heardAt }
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    wake = () => {
      clearTimeout(timer)
      resolve()
    }
  })
}
