const KEY = 'multibeam.observer.token'

/**
 * The token of the link that was opened, `#token=…`: kept for this tab only, and gone from the address bar, so that a copied address or a
 * screenshot does not hand it on. Empty if there is none.
 */
export function takeToken(): string {
  const given = tokenOf(location.hash)
  if (given !== null) {
    sessionStorage.setItem(KEY, given)
    history.replaceState(null, '', '#/overview')
  }
  return sessionStorage.getItem(KEY) ?? ''
}

/** The token in a fragment; null: it is something else, such as a view. */
export function tokenOf(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('token')
}
