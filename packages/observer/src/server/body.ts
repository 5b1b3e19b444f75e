import type { IncomingMessage } from 'node:http'
import { Refusal } from '../observed.ts'

/** Bytes of a request's body at most. Chosen: many times what a request takes. */
const MOST_BYTES = 64 * 1024

/** The JSON that a request brings. Rejects with a Refusal. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const [type] = (request.headers['content-type'] ?? '').split(';')
  // What a form of a foreign page can send is something else.
  if (type?.trim().toLowerCase() !== 'application/json') {
    throw new Refusal('badRequest', 'the body must be JSON, its content-type application/json')
  }
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > MOST_BYTES) throw new Refusal('badRequest', `the body is longer than ${MOST_BYTES} bytes`)
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch (error) {
    throw new Refusal('badRequest', `the body is no JSON: ${(error as Error).message}`)
  }
}
