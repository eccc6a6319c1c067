import { createHmac } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';

export interface PlainResponse {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
  text: string;
}

export interface PlainRequest {
  method?: string;
  /** Pairs keep order, case and duplicates. */
  headers?: Record<string, string> | [string, string][];
  body?: string | Uint8Array;
}

/** One request over a connection of its own, with exactly these headers (and a Content-Length where there is a body). */
export function send(
  url: string,
  { method = 'GET', headers = {}, body }: PlainRequest = {},
): Promise<PlainResponse> {
  const pairs = Array.isArray(headers) ? headers : Object.entries(headers);
  const bytes = body === undefined ? null : Buffer.from(body);
  const has = (name: string) => pairs.some(([key]) => key.toLowerCase() === name);
  const raw = [
    ...(has('host') ? [] : [['Host', new URL(url).host]]),
    ...pairs,
    ...(bytes && !has('content-length') ? [['Content-Length', String(bytes.length)]] : []),
  ].flat();
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers: raw, setHost: false, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const all = Buffer.concat(chunks);
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: all,
          text: all.toString('utf8'),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(bytes);
  });
}

/** The headers of a GitHub delivery, signed as its documentation says (HMAC-SHA256 of the body, in hex). */
export const gitHubHeaders = (body: string, secret: string, event = 'push'): Record<string, string> => ({
  'Content-Type': 'application/json',
  'User-Agent': 'GitHub-Hookshot/044aadd',
  'X-GitHub-Delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
  'X-GitHub-Event': event,
  'X-Hub-Signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
});
