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

/** By then the first screen is there and has its data. */
const settledMs = 1500;

/** Fetches the editor once the window has settled and has nothing better to do, so that Compose opens at once. */
export function prefetchMonaco(): void {
  const fetchQuietly = () => void loadMonaco().catch(() => undefined);
  setTimeout(() => requestIdleCallback(fetchQuietly, { timeout: 10_000 }), settledMs);
}
