export type MonacoParts = typeof import('./monaco-setup.ts');

let loading: Promise<MonacoParts> | undefined;

/** The editor and its JSON language, fetched once. A failed fetch may be tried again. */
export function loadMonaco(): Promise<MonacoParts> {
  loading ??= import('./monaco-setup.ts').catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** Fetches the editor when the window has nothing better to do. Safe to call often; answers its own undo. */
export function prefetchMonaco(): () => void {
  const fetchQuietly = () => void loadMonaco().catch(() => undefined);
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(fetchQuietly, { timeout: 5000 });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(fetchQuietly, 1500);
  return () => clearTimeout(timer);
}
