import { crc32 } from 'node:zlib'
import { encode } from 'fast-png'
import type { Image } from './image.ts'
import { withPalette } from './palette.ts'
import { encodePng } from './png.ts'

const SIGNATURE_BYTES = 8
/** A chunk is its length, its type, its data and a checksum. */
const LENGTH_BYTES = 4
const TYPE_BYTES = 4
const CHECKSUM_BYTES = 4

/**
 * Images of one size as an animated PNG file, which goes on for ever; a viewer that knows nothing of animation shows the first.
 *
 * Source: Portable Network Graphics (PNG) Specification (Third Edition), 11.3.6.
 */
export function encodeApng(images: readonly Image[], milliseconds: number): Uint8Array {
  const [first] = images
  if (first === undefined) throw new RangeError('an animation has one image at least')
  const parts: Uint8Array[] = []
  let sequence = 0
  for (const [i, png] of encodeAll(images).entries()) {
    const chunks = chunksOf(png)
    if (i === 0) {
      parts.push(png.subarray(0, SIGNATURE_BYTES), chunk('IHDR', only(chunks, 'IHDR')))
      const palette = only(chunks, 'PLTE')
      if (palette.length > 0) parts.push(chunk('PLTE', palette))
      parts.push(chunk('acTL', words(images.length, 0)))
    }
    // How long it is shown, as a fraction of a second, and that it replaces what was there.
    const timing = Uint8Array.of(milliseconds >> 8, milliseconds & 255, 1000 >> 8, 1000 & 255, 0, 0)
    parts.push(chunk('fcTL', words(sequence++, first.width, first.height, 0, 0), timing))
    const data = only(chunks, 'IDAT')
    parts.push(i === 0 ? chunk('IDAT', data) : chunk('fdAT', words(sequence++), data))
  }
  parts.push(chunk('IEND'))
  return Buffer.concat(parts)
}

/** Each as a PNG file, with a palette that they share if they have few colours. */
function encodeAll(images: readonly Image[]): Uint8Array[] {
  const indexed = withPalette(images)
  if (indexed === undefined) return images.map(encodePng)
  const palette = indexed.colours.map((colour) => [...colour])
  return indexed.images.map(({ width, height, indices }) =>
    encode({ width, height, data: indices, depth: 8, channels: 1, palette }, { zlib: { level: 9 } }),
  )
}

function chunksOf(png: Uint8Array): { type: string; data: Uint8Array }[] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const chunks: { type: string; data: Uint8Array }[] = []
  let at = SIGNATURE_BYTES
  while (at < png.length) {
    const size = view.getUint32(at)
    const begin = at + LENGTH_BYTES + TYPE_BYTES
    const type = Buffer.from(png.subarray(at + LENGTH_BYTES, begin)).toString('latin1')
    chunks.push({ type, data: png.subarray(begin, begin + size) })
    at = begin + size + CHECKSUM_BYTES
  }
  return chunks
}

/** The data of all chunks of a type. */
function only(chunks: readonly { type: string; data: Uint8Array }[], type: string): Uint8Array {
  return Buffer.concat(chunks.filter((chunk) => chunk.type === type).map(({ data }) => data))
}

function chunk(type: string, ...data: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), ...data])
  return Buffer.concat([words(content.length - TYPE_BYTES), content, words(crc32(content))])
}

function words(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4)
  const view = new DataView(bytes.buffer)
  for (const [i, value] of values.entries()) view.setUint32(i * 4, value)
  return bytes
}
