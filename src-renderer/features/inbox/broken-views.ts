/**
 * Remembers what broke its view, over restarts: the newest delivery is chosen by itself when the Inbox opens, and one that
 * breaks the view, or the whole page, must not do so again and again.
 */

const brokenKey = 'tacklebox.broken';
const openingKey = 'tacklebox.opening';
const keptIds = 50;
/** A view that stood for this long has shown what it had to show. */
const stoodMs = 3000;

function brokenIds(): string[] {
  try {
    const known: unknown = JSON.parse(localStorage.getItem(brokenKey) ?? '[]');
    return Array.isArray(known) ? known.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

const keep = (ids: readonly string[]): void =>
  localStorage.setItem(brokenKey, JSON.stringify(ids.slice(-keptIds)));

export const isBroken = (id: string): boolean => brokenIds().includes(id);

export const rememberBroken = (id: string): void =>
  keep([...brokenIds().filter((known) => known !== id), id]);

export const forgetBroken = (id: string): void => keep(brokenIds().filter((known) => known !== id));

/** A page that ended while it opened a view, without being left, was ended by that view. */
export function noteUnfinished(): void {
  const unfinished = localStorage.getItem(openingKey);
  localStorage.removeItem(openingKey);
  if (unfinished !== null) rememberBroken(unfinished);
  window.addEventListener('pagehide', () => localStorage.removeItem(openingKey));
}

/** Says that this is being opened. Answers what says that it is no longer. */
export function noteOpening(id: string): () => void {
  localStorage.setItem(openingKey, id);
  const done = () => {
    if (localStorage.getItem(openingKey) === id) localStorage.removeItem(openingKey);
  };
  const timer = setTimeout(done, stoodMs);
  return () => {
    clearTimeout(timer);
    done();
  };
}
