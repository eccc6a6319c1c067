import { type Bytes, concatBytes, fromBase64, latin1Text, toBase64, utf8 } from '../../bytes/encoding.ts';
import { TackleboxError } from '../../errors/tacklebox-error.ts';
import type { RawHeaders } from '../headers.ts';
import { parseUrl } from '../parse-url.ts';
import { findHeader, withHeader } from '../request.ts';
import { urlOfTarget } from '../wire-target.ts';
import { readOptions, refusedOptions, shortNames, skippedWithValue } from './curl-options.ts';
import { type ParsedRequest, readableText } from './parsed-request.ts';
import { type ShellWord, shellWords } from './shell-words.ts';

const refuse = (message: string): never => {
  throw new TackleboxError('invalid_input', message);
};

/** A body that comes by a pipe, as curl.ts writes one that no argument could carry. */
const pipedForm =
  /^(?:\s*#[^\n]*\n)*\s*base64 (?:-d|-D|--decode) <<'?(\w+)'? \| (curl [\s\S]*?)\n([A-Za-z0-9+/=\s]*)\n\1\s*$/;

interface Option {
  name: string;
  value: ShellWord | null;
  line: number;
}

/** Options with their values, long (`--data x`, `--data=x`) and short (`-d x`, `-dx`, `-sSXPOST`); bare words are URLs. */
function optionsOf(words: readonly ShellWord[]): Option[] {
  const options: Option[] = [];
  const takesValue = (name: string) => readOptions.has(name) || skippedWithValue.has(name);
  const queue = [...words];
  const valueFor = (name: string, line: number): ShellWord =>
    queue.shift() ?? refuse(`Line ${line}: ${name} stands at the end, without its value.`);
  const push = (name: string, shown: string, line: number, inline: Bytes | null) => {
    const reason = refusedOptions[name];
    if (reason !== undefined) refuse(`Line ${line}: ${shown} can't be read here: ${reason}.`);
    const value = takesValue(name) ? (inline ? { bytes: inline, line } : valueFor(shown, line)) : null;
    options.push({ name, value, line });
  };
  for (let word = queue.shift(); word; word = queue.shift()) {
    const { bytes, line } = word;
    const text = readableText(bytes);
    if (text === '--') continue;
    if (text.startsWith('--')) {
      const equals = text.indexOf('=');
      const name = equals < 0 ? text.slice(2) : text.slice(2, equals);
      push(name, `--${name}`, line, equals < 0 ? null : utf8(text.slice(equals + 1)));
      continue;
    }
    if (!text.startsWith('-') || text === '-') {
      options.push({ name: 'url', value: word, line });
      continue;
    }
    for (let at = 1; at < bytes.length; at++) {
      const letter = String.fromCharCode(bytes[at] ?? 0);
      const name = shortNames[letter] ?? letter;
      const rest = bytes.subarray(at + 1);
      push(name, `-${letter}`, line, rest.length > 0 ? rest : null);
      if (takesValue(name)) break;
    }
  }
  return options;
}

const percentEncoded = (bytes: Bytes): string =>
  [...bytes]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[\w.~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    // As curl does since 7.83: a space is a plus.
    .join('')
    .replaceAll('%20', '+');

const isFile = (bytes: Bytes) => bytes[0] === 0x40;

function fileRefused(bytes: Bytes, { line, name }: Option): never {
  return refuse(
    `Line ${line}: --${name} takes its text from ${readableText(bytes.subarray(1))}, which can't be read here. Put the text in its place, with --data-raw.`,
  );
}

/** `content`, `=content`, `name=content`. */
function urlEncoded(bytes: Bytes, option: Option): Bytes {
  const equals = bytes.indexOf(0x3d);
  if (equals < 0) {
    const at = bytes.indexOf(0x40);
    if (at >= 0) fileRefused(bytes.subarray(at), option);
    return utf8(percentEncoded(bytes));
  }
  const name = equals === 0 ? new Uint8Array() : bytes.subarray(0, equals + 1);
  return concatBytes(name, utf8(percentEncoded(bytes.subarray(equals + 1))));
}

/** One piece of data; `piped` is what stands on the standard input, where it is known. */
function dataOf(option: Option, bytes: Bytes, piped: Bytes | null): Bytes {
  if (option.name === 'data-raw') return bytes;
  if (option.name === 'data-urlencode') return urlEncoded(bytes, option);
  if (!isFile(bytes)) return bytes;
  return readableText(bytes) === '@-' && piped ? piped : fileRefused(bytes, option);
}

interface Header {
  name: string;
  /** Null: curl's own header of that name is left out. */
  value: string | null;
}

function headerOf(bytes: Bytes, line: number): Header {
  const text = latin1Text(bytes);
  if (text.startsWith('@'))
    refuse(`Line ${line}: -H takes headers from a file, which can't be read here. Write them out.`);
  const colon = text.indexOf(':');
  if (colon < 1) {
    if (/^[^\s:]+;$/.test(text)) return { name: text.slice(0, -1), value: '' };
    return refuse(
      `Line ${line}: the header ${JSON.stringify(readableText(bytes).slice(0, 60))} has no "Name: value".`,
    );
  }
  const value = text.slice(colon + 1).trim();
  return { name: text.slice(0, colon), value: value === '' ? null : value };
}

const dataNames = new Set(['data', 'data-ascii', 'data-raw', 'data-binary', 'data-urlencode', 'json']);

interface Reading {
  headers: RawHeaders;
  /** Lower-case names of headers that were taken away. */
  removed: Set<string>;
  body: Bytes | null;
  json: boolean;
  method: string | null;
  url: { text: string; line: number } | null;
  target: string | null;
  asQuery: boolean;
  httpVersion: string;
}

function readOption(into: Reading, option: Option, piped: Bytes | null): void {
  const { name, value, line } = option;
  if (name === 'get') into.asQuery = true;
  if (name === 'head') into.method ??= 'HEAD';
  if (name === 'http1.0') into.httpVersion = '1.0';
  if (!value) return;
  const text = readableText(value.bytes);
  const addHeader = (header: string) => {
    into.headers = withHeader(into.headers, header, latin1Text(value.bytes));
  };
  if (dataNames.has(name)) {
    const data = dataOf(option, value.bytes, piped);
    const joint = name === 'json' ? '' : '&';
    into.body = into.body ? concatBytes(into.body, utf8(joint), data) : data;
    into.json ||= name === 'json';
  } else if (name === 'request') into.method = text;
  else if (name === 'request-target') into.target = latin1Text(value.bytes);
  else if (name === 'header') {
    const header = headerOf(value.bytes, line);
    if (header.value === null) into.removed.add(header.name.toLowerCase());
    else into.headers.push([header.name, header.value]);
  } else if (name === 'user') into.headers.push(['Authorization', `Basic ${toBase64(value.bytes)}`]);
  else if (name === 'oauth2-bearer')
    into.headers.push(['Authorization', `Bearer ${latin1Text(value.bytes)}`]);
  else if (name === 'user-agent') addHeader('User-Agent');
  else if (name === 'referer') addHeader('Referer');
  else if (name === 'cookie') {
    if (!text.includes('='))
      refuse(`Line ${line}: -b names a file of cookies, which can't be read here. Write them out.`);
    addHeader('Cookie');
  } else if (name === 'url') {
    if (into.url) {
      refuse(
        `Line ${line}: ${JSON.stringify(text.slice(0, 60))} stands where a second URL would. Is a quote missing before it?`,
      );
    }
    into.url = { text, line };
  }
}

function urlOf({ url, asQuery, body }: Reading): string {
  if (!url) return refuse('The line names no URL.');
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(url.text) ? url.text : `http://${url.text}`;
  if (!parseUrl(full)) refuse(`Line ${url.line}: ${JSON.stringify(url.text.slice(0, 80))} is no URL.`);
  if (!asQuery || !body) return full;
  return `${full}${full.includes('?') ? '&' : '?'}${readableText(body)}`;
}

/**
 * A request from a cURL line as people paste it, for bash and its like. Only what stands in the line is there: curl's
 * own Host, User-Agent and Accept are not. Throws `invalid_input` that names the line.
 */
export function parseCurl(input: string | Bytes): ParsedRequest {
  const text = (typeof input === 'string' ? input : readableText(input)).replace(/^\s*[$%] (?=curl)/, '');
  if (/^\s*curl(\.exe)?[^'\n]*?\s(\^"|\^\s*\r?\n)/.test(text)) {
    refuse('This line is written for the command prompt of Windows. Copy it as cURL for bash.');
  }
  const heredoc = pipedForm.exec(text);
  const piped = heredoc ? fromBase64((heredoc[3] ?? '').replaceAll(/\s/g, '')) : null;
  const [command, ...words] = shellWords(heredoc?.[2] ?? text);
  if (!command) return refuse('Nothing is here. Paste a line that begins with curl.');
  if (!/(^|\/)curl(\.exe)?$/.test(readableText(command.bytes))) {
    refuse(
      `The line begins with ${JSON.stringify(readableText(command.bytes).slice(0, 40))}, not with curl.`,
    );
  }
  const reading: Reading = {
    headers: [],
    removed: new Set(),
    body: null,
    json: false,
    method: null,
    url: null,
    target: null,
    asQuery: false,
    httpVersion: '1.1',
  };
  for (const option of optionsOf(words)) readOption(reading, option, piped);
  const { target } = reading;
  const url = target === null ? urlOf(reading) : urlOfTarget(target, urlOf(reading));
  const body = reading.asQuery ? null : reading.body;
  const added: RawHeaders = reading.json
    ? [
        ['Content-Type', 'application/json'],
        ['Accept', 'application/json'],
      ]
    : [['Content-Type', 'application/x-www-form-urlencoded']];
  const rawHeaders = [...reading.headers];
  for (const [name, value] of body ? added : []) {
    const settled = findHeader(rawHeaders, name) !== undefined || reading.removed.has(name.toLowerCase());
    if (!settled) rawHeaders.push([name, value]);
  }
  return {
    method: reading.method ?? (body ? 'POST' : 'GET'),
    url,
    ...(target === null ? {} : { target }),
    httpVersion: reading.httpVersion,
    rawHeaders,
    body: body ?? new Uint8Array(),
    notes: [],
  };
}
