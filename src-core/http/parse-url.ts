/** Null where it is no URL. Electron 25, the oldest that is supported, has no URL.canParse. */
export function parseUrl(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}
