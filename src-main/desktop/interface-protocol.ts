import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import { securityHeaders } from '../transports/content-security-policy.ts';

const scheme = 'tacklebox';

/** Where the window finds its page. An origin of its own, so that `'self'` means our files and nothing else. */
export const pageUrl = `${scheme}://app/`;

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

/** Must run before the app is ready. */
export function registerInterfaceScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** The file that an address names; null where it leads out of the folder or is not ours. */
export function fileOf(address: string, interfaceDir: string): string | null {
  const url = new URL(address);
  if (url.host !== 'app') return null;
  let name: string;
  try {
    name = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  const file = path.join(interfaceDir, name === '/' ? 'index.html' : name);
  return file.startsWith(interfaceDir + path.sep) ? file : null;
}

/** Serves the built interface to the window, with the same policy as `serve` does. */
export function handleInterfaceScheme(interfaceDir: string): void {
  protocol.handle(scheme, async (request) => {
    const file = request.method === 'GET' ? fileOf(request.url, interfaceDir) : null;
    const bytes = file && (await readFile(file).catch(() => null));
    if (!file || !bytes) return new Response('Not found', { status: 404, headers: securityHeaders });
    const contentType = contentTypes[path.extname(file)] ?? 'application/octet-stream';
    return new Response(new Uint8Array(bytes), {
      headers: { ...securityHeaders, 'content-type': contentType },
    });
  });
}
