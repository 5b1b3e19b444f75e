/** Terms as bytes, for another core: see tags.ts for the format. */
export { decodeTerm } from './decode.ts'
export { encodeTerm } from './encode.ts'
