import { toBase64, utf8Text } from '../../bytes/encoding.ts';
import { hopHeaders } from '../onward-headers.ts';
import { findHeader } from '../request.ts';
import type { WireCopy } from '../wire-copy.ts';
import { isPlainTarget, targetOf } from '../wire-target.ts';

/** Linux takes no single argument longer than 128 KiB; a longer body comes by a pipe. */
const maxInlineCharacters = 100_000;

/** What a terminal would act on, or a shell could not carry, when the line is pasted. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unpasteable = /[\x00-\x08\x0b-\x1f\x7f]/;

/**
 * A word for POSIX shells. Characters beyond ASCII in a header are single bytes, which a terminal in UTF-8 would
 * double: they are written as `$'\xe9'`, which bash, zsh and ksh read.
 */
function quoted(word: string, oneByteEach = false): string {
  const plain = oneByteEach ? /^[\x20-\x7e]*$/.test(word) : !unpasteable.test(word);
  if (plain) return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
  const escaped = [...word].map((character) => {
    const code = character.charCodeAt(0);
    if (character === "'" || character === '\\') return `\\${character}`;
    return code < 0x20 || (code > 0x7e && code < 0x100)
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : character;
  });
  return `$'${escaped.join('')}'`;
}

/** curl's own business: it writes these itself, for the connection that it makes. */
const leftToCurl = new Set(['host', 'content-length']);

function headerWords({ rawHeaders, body }: WireCopy): string[] {
  const hop = hopHeaders(rawHeaders);
  const words = rawHeaders.flatMap(([name, value]) => {
    const key = name.toLowerCase();
    if (leftToCurl.has(key) || hop.has(key)) return [];
    // "Name:" would take the header away; the semicolon sends it empty.
    return [`-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`, true)}`];
  });
  const addsType = body.length > 0 && findHeader(rawHeaders, 'content-type') === undefined;
  return addsType ? [...words, "-H 'Content-Type:'"] : words;
}

function methodWord({ method, body }: WireCopy): string[] {
  if (method === 'HEAD') return ['--head'];
  const implied = body.length > 0 ? 'POST' : 'GET';
  return method === implied ? [] : [`-X ${quoted(method)}`];
}

/** curl rewrites `..`, cuts at `#`, and knows only one form of a target: what it would change is given to it apart. */
function urlWords(request: WireCopy): string[] {
  const { url } = request;
  const target = targetOf(request);
  if (request.target === undefined || isPlainTarget(target)) {
    return [...(/[[\]{}]/.test(url) ? ['--globoff'] : []), quoted(url)];
  }
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? url;
  return [`--request-target ${quoted(target, true)}`, quoted(`${origin}/`)];
}

/**
 * A request as a cURL command for POSIX shells. A text body stands in the line as it is; one that is no text, or too long
 * for an argument, stands as base64 in front of it and is decoded on the way.
 */
export function curlText(request: WireCopy): string {
  const { body } = request;
  const text = utf8Text(body);
  const inline =
    text !== null && text.length <= maxInlineCharacters && !unpasteable.test(text.replaceAll('\t', ' '));
  const data =
    body.length === 0
      ? []
      : inline
        ? // An @ at the beginning would name a file.
          [`${text.startsWith('@') ? '--data-raw' : '--data-binary'} ${quoted(text)}`]
        : ['--data-binary @-'];
  const words = [...methodWord(request), ...urlWords(request), ...headerWords(request), ...data];
  const command = `curl ${words.join(' \\\n  ')}`;
  if (body.length === 0 || inline) return command;
  const lines = toBase64(body).match(/.{1,76}/g) ?? [];
  const what = text === null ? 'no text' : 'too long for an argument, or holds control characters';
  return `# The body (${body.length} bytes) is ${what}: here it is in base64.\nbase64 -d <<'BODY' | ${command}\n${lines.join('\n')}\nBODY`;
}
