import type { Command } from 'commander';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import { parseCurl } from '#core/http/text/parse-curl.ts';
import { type HarEntryRequest, parseHar } from '#core/http/text/parse-har.ts';
import { parseHttp } from '#core/http/text/parse-http.ts';
import type { ParsedRequest } from '#core/http/text/parsed-request.ts';
import { readRequest } from '#core/http/text/read-request.ts';
import { type BodyForm, bodyForm, bodyFrom, readInput, wholeNumber } from './inputs.ts';
import { faint } from './output.ts';

/** A whole request in one file, and parts of one. */
export interface RequestFlags {
  request?: string;
  http?: string;
  curl?: string;
  har?: string;
  entry?: number;
  header?: [string, string][];
  body?: string;
  url?: string;
  method?: string;
}

export const withRequestFiles = (base: Command): Command =>
  base
    .option(
      '--request <file>',
      'the whole request in whatever form: HTTP, cURL, HAR, fetch, a log entry, a dump; - for stdin',
    )
    .option('--http <file>', 'the whole request as raw HTTP; - for stdin')
    .option('--curl <file>', 'the whole request as a cURL line; - for stdin')
    .option('--har <file>', 'the whole request as a HAR entry, or in a HAR file; - for stdin')
    .option('--entry <number>', 'which request of a HAR file, from 1', wholeNumber);

/** What a request is to a call; absent fields are the call's defaults. */
export interface RequestInput extends BodyForm {
  headers: RawHeaders;
  url?: string | undefined;
  method?: string | undefined;
}

function chosenEntry(entries: readonly HarEntryRequest[], entry: number | undefined): ParsedRequest {
  if (entry === undefined && entries.length > 1) {
    const list = entries.map(({ request }, at) => `  ${at + 1}  ${request.method} ${request.url}`).join('\n');
    throw new TackleboxError(
      'invalid_input',
      `The HAR file holds ${entries.length} requests: choose one with --entry.\n${list}`,
    );
  }
  const chosen = entries[(entry ?? 1) - 1];
  if (chosen) return chosen.request;
  throw new TackleboxError('invalid_input', `--entry ${entry}: the HAR file holds ${entries.length}.`);
}

async function wholeRequest(flags: RequestFlags): Promise<ParsedRequest | null> {
  const { request, http, curl, har, entry } = flags;
  if ([request, http, curl, har].filter((file) => file !== undefined).length > 1) {
    throw new TackleboxError('invalid_input', 'Give one of --request, --http, --curl and --har.');
  }
  if (request !== undefined) {
    const read = readRequest(await readInput(request));
    console.error(faint(`Read as ${read.form}.`));
    return read.form === 'HAR' ? chosenEntry(read.entries, entry) : read.request;
  }
  if (http !== undefined) return parseHttp(await readInput(http));
  if (curl !== undefined) return parseCurl(await readInput(curl));
  return har === undefined ? null : chosenEntry(parseHar(await readInput(har)), entry);
}

/** The request of a command line: from a file as a whole, with what the other flags say in its place. */
export async function requestFrom(flags: RequestFlags): Promise<RequestInput> {
  const whole = await wholeRequest(flags);
  const { header = [], url, method } = flags;
  if (!whole) return { headers: header, url, method, ...(await bodyFrom(flags.body)) };
  for (const note of whole.notes) console.error(faint(note));
  const replaced = new Set(header.map(([name]) => name.toLowerCase()));
  return {
    headers: [...whole.rawHeaders.filter(([name]) => !replaced.has(name.toLowerCase())), ...header],
    url: url ?? whole.url,
    method: method ?? whole.method,
    ...(flags.body === undefined ? bodyForm(whole.body) : await bodyFrom(flags.body)),
  };
}
