import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Chosen: 256 bits, not to be guessed. */
const TOKEN_BYTES = 32

/** The secret of an observer: who has it may look and act. */
export class Token {
  readonly text = randomBytes(TOKEN_BYTES).toString('base64url')
  readonly #digest = digestOf(this.text)

  /** Whether a request brings it, as `authorization: Bearer TOKEN` or as `?token=TOKEN`. How long this takes does not depend on what it brings. */
  isIn({ headers }: IncomingMessage, url: URL): boolean {
    const [, bearer] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? []
    return timingSafeEqual(digestOf(bearer ?? url.searchParams.get('token') ?? ''), this.#digest)
  }
}

/** Of one length whatever the text's: what is compared tells nothing of it. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
