import { lossyText, utf8Text } from '../../bytes/encoding.ts';
import { findHeader, type SignedRequest } from '../../http/request.ts';
import { fix, rawBodyFixes } from './fixes.ts';
import type { Fix } from './mistake.ts';

/** What a body looks like when it isn't the one that was signed. Weighed as evidence; nothing here is proven. */
export interface Evidence {
  id: string;
  title: string;
  explanation: string;
  fixes: readonly Fix[];
}

type Look = (request: SignedRequest) => Evidence | null;

/** Long bodies are looked at by their beginning. */
const glanceBytes = 65_536;
const glance = ({ body }: SignedRequest): string => lossyText(body.subarray(0, glanceBytes));

function statedLength({ rawHeaders }: SignedRequest): number | null {
  const stated = findHeader(rawHeaders, 'content-length');
  return stated !== undefined && /^\d{1,12}$/.test(stated) ? Number(stated) : null;
}

const bodyTruncated: Look = (request) => {
  const length = statedLength(request);
  if (length === null || length <= request.body.length) return null;
  const isEmpty = request.body.length === 0;
  return {
    id: isEmpty ? 'body-consumed' : 'body-truncated',
    title: isEmpty
      ? `The body is empty here, though Content-Length states ${length} bytes: it was read (consumed) before.`
      : `The body may be cut short: ${request.body.length} of ${length} bytes are here.`,
    explanation: 'Content-Length states more bytes than the body has. What is missing was signed as well.',
    fixes: [
      ...(isEmpty ? [fix('Anywhere', 'A stream can be read once: keep what the first reader read.')] : []),
      fix('A proxy in between', 'Raise its limit for request bodies.', 'client_max_body_size 32m;'),
      ...rawBodyFixes,
    ],
  };
};

const bodyLengthened: Look = (request) => {
  const length = statedLength(request);
  if (length === null || length >= request.body.length) return null;
  return {
    id: 'body-longer-than-stated',
    title: `The body is longer than it was when it was sent: it has ${request.body.length} bytes, and Content-Length states ${length}.`,
    explanation:
      'Something on the way added to the body, laid it out anew, escaped it or inflated it, and left Content-Length as it was.',
    fixes: [...rawBodyFixes],
  };
};

const bodyEmptyObject: Look = (request) => {
  const text = request.body.length <= 8 ? utf8Text(request.body)?.trim() : undefined;
  if (text !== '' && text !== '{}' && text !== '[]' && text !== 'null') return null;
  const type = findHeader(request.rawHeaders, 'content-type') ?? '';
  if (text === '' && !/json|form|xml/.test(type)) return null;
  return {
    id: 'body-empty-object',
    title:
      text === ''
        ? 'The body is empty: a parser may have read it before.'
        : `The body is an empty object (${text}): a parser that did not find its content type leaves that behind.`,
    explanation:
      'Providers seldom send nothing. A body parser that ran first consumed the stream, or was not made for this content type.',
    fixes: [...rawBodyFixes],
  };
};

const bodyUndecoded: Look = (request) => {
  if (!utf8Text(request.body.subarray(0, glanceBytes))?.includes('\ufffd')) return null;
  return {
    id: 'body-characters-lost',
    title:
      'Characters of the body may be lost: it holds U+FFFD (\ufffd), which stands for bytes that could not be read.',
    explanation:
      'The body was decoded with the wrong encoding. What was signed can not be found again from this.',
    fixes: [...rawBodyFixes],
  };
};

const bodyQuestionMarks: Look = (request) => {
  const text = utf8Text(request.body.subarray(0, glanceBytes));
  if (text === null || /[^\0-\x7f]/.test(text) || /^[^\s={}[\]<>"]{1,200}=/.test(text)) return null;
  if (!/\?{2,}|[A-Za-z]\?[A-Za-z]|\? [a-z?]|"\?|[^\w"'.!? )]\?/.test(withoutUrls(text))) return null;
  return {
    id: 'body-question-marks',
    title: 'Characters of the body may be lost: ? stands where letters beyond ASCII may have been.',
    explanation:
      'Writing text to an encoding that lacks a character replaces it by a question mark (?). What was signed can not be found again from this.',
    fixes: [fix('Databases', 'Keep bodies as bytes, or in utf8mb4.'), ...rawBodyFixes],
  };
};

const withoutUrls = (text: string) => text.replace(/https?:(?:\\?\/){2}[^"\s]*/g, '');

const roundedNumber = /[:[,]\s*-?(?:\d{17,}|\d\.\d{15,}e\+?\d+)\s*[,}\]]/i;

const bodyNumbersRounded: Look = (request) => {
  const text = glance(request);
  if (!/^\s*[[{]/.test(text) || !roundedNumber.test(text)) return null;
  const number = /-?\d{17,}/.exec(roundedNumber.exec(text)?.[0] ?? '')?.[0];
  const looksRounded = number === undefined || /0{2,}$/.test(number) || String(Number(number)) === number;
  if (!looksRounded) return null;
  return {
    id: 'body-numbers-rounded',
    title: `A number of the body may have been rounded${number ? ` (${number})` : ''}: it has more digits than a double can hold.`,
    explanation:
      'JavaScript and others keep numbers as doubles, of 15 to 17 digits. A parser that ran over the body rounded a longer one, and its digits are lost.',
    fixes: [fix('At the sender', 'Send ids of such length as strings.'), ...rawBodyFixes],
  };
};

const compressionHeader: Look = (request) => {
  const encoding = findHeader(request.rawHeaders, 'content-encoding');
  if (encoding === undefined || !/gzip|deflate|br|zstd/i.test(encoding) || request.body[0] === 0x1f)
    return null;
  if (utf8Text(request.body.subarray(0, glanceBytes)) === null && request.body.length < glanceBytes)
    return null;
  return {
    id: 'body-inflated',
    title: `The body was inflated on the way: Content-Encoding says ${encoding}, and the body is plain.`,
    explanation: 'If the compressed (gzip) bytes were signed, they are not here any more.',
    fixes: [
      fix(
        'Anywhere',
        'Verify before the body is decompressed, or ask the sender to sign before it compresses.',
      ),
      ...rawBodyFixes,
    ],
  };
};

/** Keys of every object with more than one, the outermost first; null where the text is no JSON. */
function keysOf(text: string): string[][] | null {
  const found: string[][] = [];
  const walk = (value: unknown, depth: number) => {
    if (typeof value !== 'object' || value === null || depth > 40 || found.length >= 1000) return;
    const keys = Array.isArray(value) ? [] : Object.keys(value);
    if (keys.length > 1) found.push(keys);
    for (const inner of Object.values(value)) walk(inner, depth + 1);
  };
  try {
    walk(JSON.parse(text), 0);
    return found;
  } catch {
    return null;
  }
}

/** So many keys in order are no accident. */
const leastSortedKeys = 5;

const areOrdered = (objects: readonly string[][], isBefore: (a: string, b: string) => boolean): boolean =>
  objects.every((keys) => keys.every((key, at) => at === 0 || isBefore(keys[at - 1] ?? '', key)));

const bodyKeysSorted: Look = (request) => {
  const text = request.body.length <= 1_048_576 ? utf8Text(request.body) : null;
  const objects = text === null ? null : keysOf(text);
  if (!objects || objects.flat().length < leastSortedKeys) return null;
  const isSorted = areOrdered(objects, (a, b) => a <= b);
  const byLength = areOrdered(objects, (a, b) => a.length <= b.length);
  if (!isSorted && !byLength) return null;
  return {
    id: 'body-keys-sorted',
    title: `The keys of the body stand in ${isSorted ? 'alphabetical order' : 'the order of their length'}: a printer of JSON that sorts may have run over it.`,
    explanation: `${isSorted ? "Go's maps, sort_keys of Python and canonical JSON sort keys" : "PostgreSQL's jsonb and MySQL sort keys by their length"}. The order in which they were signed is not in this body any more.`,
    fixes: [...rawBodyFixes],
  };
};

const formFieldsSorted: Look = (request) => {
  const text = request.body.length <= glanceBytes ? utf8Text(request.body) : null;
  if (text === null || !/^[^\s={}[\]<>"]{1,200}=/.test(text)) return null;
  const names = text.split('&').map((field) => field.split('=', 1)[0] ?? '');
  if (names.length < leastSortedKeys || !names.every((name, at) => at === 0 || (names[at - 1] ?? '') <= name))
    return null;
  return {
    id: 'form-sorted',
    title: 'The fields of the form stand in alphabetical order: something may have sorted them.',
    explanation: 'The order in which the fields were signed is not in this body any more.',
    fixes: [...rawBodyFixes],
  };
};

const bodyNotJson: Look = (request) => {
  const type = findHeader(request.rawHeaders, 'content-type') ?? '';
  const text = request.body.length <= glanceBytes ? utf8Text(request.body) : null;
  if (!type.includes('json') || text === null || text === '') return null;
  try {
    JSON.parse(text);
    return null;
  } catch {
    return {
      id: 'body-damaged',
      title: 'The body may be damaged: it is announced as JSON and is not.',
      explanation: 'A body that cannot be parsed was probably cut, encoded or edited after it was signed.',
      fixes: [...rawBodyFixes],
    };
  }
};

const bodyLaidOut: Look = (request) => {
  if (!/^\s*[{[]\s*\n/.test(glance(request))) return null;
  return {
    id: 'body-laid-out',
    title: 'The body may have been laid out anew: it has line breaks and indentation.',
    explanation:
      'Most providers send JSON in one line. A tool that shows bodies may have formatted (printed) this one.',
    fixes: [...rawBodyFixes],
  };
};

/** The strongest first: these say that the body is not as it was sent. */
export const strongLooks: readonly Look[] = [
  bodyTruncated,
  bodyLengthened,
  bodyEmptyObject,
  bodyUndecoded,
  compressionHeader,
];

/** Those that also genuine bodies have. */
export const weakLooks: readonly Look[] = [
  bodyQuestionMarks,
  bodyNumbersRounded,
  bodyNotJson,
  bodyKeysSorted,
  formFieldsSorted,
  bodyLaidOut,
];
