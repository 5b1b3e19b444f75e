import { findAlternative } from './alternatives.ts'

/**
 * What to ask Node for when it could not resolve `specifier` as written.
 * @throws the error that Node gave, when there is nothing else to try
 */
export function resolveByHabit(error: unknown, specifier: string, parentUrl: string | undefined): string {
  const { code } = error as { code?: string }
  const missing =
    code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND' || code === 'ERR_UNSUPPORTED_DIR_IMPORT'
  const alternative = missing ? findAlternative(specifier, parentUrl) : undefined
  if (alternative === undefined) throw error
  return alternative
}
