import { EventSourceParserStream } from 'eventsource-parser/stream'
import { fetchWithToken } from './requests.ts'

/**
 * Reads a stream of events until it ends, and resolves then; rejects with RequestFailed, or when `signal` aborts. EventSource would hide the status
 * of a refusal, and could send the token in the URL only.
 */
export async function readStream<E>(path: string, receive: (event: E) => void, signal: AbortSignal): Promise<void> {
  const { body } = await fetchWithToken(path, { signal, headers: { accept: 'text/event-stream' } })
  if (body === null) return
  const events = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader()
  for (;;) {
    const { done, value } = await events.read()
    if (done) return
    receive(JSON.parse(value.data) as E)
  }
}
