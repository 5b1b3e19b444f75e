// Whether a file has been through the compiler already: what `multibeam build` wrote, or a bundle made with a plugin.
// The loader leaves it alone, so that its functions are not told to the scheduler twice and nothing is parsed again.

/** Stands in the first line of every module that `multibeam build` writes. A legal comment: minifiers keep it. */
export const MARK = '/*! compiled by multibeam */'

/**
 * True for marked modules, and for those with the compiler's own statements in them, as a bundle has: they reach the
 * runtime through these symbols, and no bundler or minifier changes the text of a symbol's name.
 */
export function isCompiled(source: string): boolean {
  return source.includes(MARK) || usesSupport(source) || /\.for\(["'`]multibeam\.functions["'`]\)/.test(source)
}

/** Whether compiled code needs the runtime to be there before its first statement. */
export function usesSupport(code: string): boolean {
  return /\.for\(["'`]multibeam\.(?:define|support)["'`]\)/.test(code)
}
