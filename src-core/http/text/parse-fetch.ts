import { z } from 'zod';
import { utf8 } from '../../bytes/encoding.ts';
import { TackleboxError } from '../../errors/tacklebox-error.ts';
import { type ParsedRequest, wireText } from './parsed-request.ts';

const Options = z.object({
  method: z.string().default('GET'),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().nullish(),
  referrer: z.string().optional(),
});

const call = /^\s*(?:await\s+)?fetch\s*\(\s*("(?:[^"\\]|\\.)*")\s*(?:,\s*(\{[\s\S]*\})\s*)?\)\s*;?\s*$/;

/** A request from what a browser's "Copy as fetch" writes. Throws `invalid_input` for JavaScript that it does not write. */
export function parseFetch(text: string): ParsedRequest {
  const [, url, options] = call.exec(text) ?? [];
  try {
    const parsed = Options.parse(JSON.parse(options ?? '{}'));
    const rawHeaders = Object.entries(parsed.headers).map(([name, value]): [string, string] => [
      name,
      wireText(value),
    ]);
    return {
      method: parsed.method.toUpperCase(),
      url: z.url().parse(JSON.parse(url ?? 'null')),
      httpVersion: '1.1',
      rawHeaders,
      body: utf8(parsed.body ?? ''),
      notes: [],
    };
  } catch {
    throw new TackleboxError(
      'invalid_input',
      'This fetch call can\'t be read: only what a browser\'s "Copy as fetch" writes can, with a URL and options in double quotes.',
    );
  }
}
