const storageKey = 'tacklebox.token';

/**
 * The token of `serve`: from `?token=` of the address it printed. It moves to sessionStorage and leaves the address at
 * once, so that it does not stay in the history or in a copied link.
 */
export function takeToken(): string | null {
  const url = new URL(window.location.href);
  const given = url.searchParams.get('token');
  if (given !== null) {
    sessionStorage.setItem(storageKey, given);
    url.searchParams.delete('token');
    window.history.replaceState(null, '', url);
  }
  return sessionStorage.getItem(storageKey);
}
