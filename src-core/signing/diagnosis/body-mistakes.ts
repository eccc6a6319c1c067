import {
  type Bytes,
  concatBytes,
  fromBase64,
  latin1,
  latin1Text,
  toBase64,
  utf8,
  utf8Text,
} from '../../bytes/encoding.ts';
import { fix, rawBodyFixes } from './fixes.ts';
import { type Mistake, type Surroundings, withBody } from './mistake.ts';

type Change = (body: Bytes, around: Surroundings) => Bytes | null;

/** A mistake that turned one run of bytes into another. Each change is tried in its order. */
export const bodyMistake = (
  id: string,
  changes: readonly Change[],
  words: Pick<Mistake, 'title' | 'explanation'> & Partial<Pick<Mistake, 'fixes'>>,
): Mistake => ({
  id,
  slot: 'body',
  *suppose(situation, around) {
    for (const change of changes) yield* withBody(situation, change(situation.request.body, around));
  },
  fixes: rawBodyFixes,
  ...words,
});

/** A change of the body's text; nothing for bodies that aren't UTF-8. */
export const onText =
  (change: (text: string) => string | null): Change =>
  (body) => {
    const text = utf8Text(body);
    const other = text === null ? null : change(text);
    return other === null ? null : utf8(other);
  };

const newline = 0x0a;
const carriageReturn = 0x0d;

function withoutNewline(body: Bytes): Bytes | null {
  if (body.at(-1) !== newline) return null;
  return body.subarray(0, body.at(-2) === carriageReturn ? -2 : -1);
}

const bodyNewlineAdded = bodyMistake('body-newline-added', [withoutNewline], {
  title: "It becomes genuine when the body's trailing newline is removed: something on the way added it.",
  explanation: 'The body ends with a line break that was not signed. Editors, echo and heredocs add one.',
  fixes: [
    fix('curl', 'Send the file as it is; -d drops and adds line breaks.', 'curl --data-binary @body.json …'),
    fix('Shell', 'Write the file without a line break at its end.', "printf %s '{…}' > body.json"),
    ...rawBodyFixes,
  ],
});

const bodyNewlineRemoved = bodyMistake(
  'body-newline-removed',
  [
    (body) => concatBytes(body, Uint8Array.of(newline)),
    (body) => concatBytes(body, Uint8Array.of(carriageReturn, newline)),
  ],
  {
    title: "It becomes genuine when a newline is added to the body's end: something on the way removed it.",
    explanation: 'The signed body ended with a line break. Trimming, and copying by hand, lose it.',
    fixes: [fix('Anywhere', 'Do not trim the body before it is verified.'), ...rawBodyFixes],
  },
);

const spaces = new Set([0x20, 0x09, newline, carriageReturn]);

function trimmed(body: Bytes): Bytes {
  let start = 0;
  let end = body.length;
  while (start < end && spaces.has(body[start] ?? 0)) start++;
  while (end > start && spaces.has(body[end - 1] ?? 0)) end--;
  return body.subarray(start, end);
}

const bodySpaceAdded = bodyMistake('body-space-added', [trimmed], {
  title: 'It becomes genuine when the white space around the body is removed.',
  explanation: 'Spaces or line breaks stand before or after the body that was signed.',
});

const bodySpaceRemoved = bodyMistake(
  'body-space-removed',
  [(body) => concatBytes(body, Uint8Array.of(0x20)), (body) => concatBytes(Uint8Array.of(0x20), body)],
  {
    title: 'It becomes genuine when a space is added to the body.',
    explanation: 'The signed body had a space before or after it, which was trimmed away.',
  },
);

const bodyCrlfToLf = bodyMistake(
  'body-crlf-to-lf',
  [onText((text) => (text.includes('\n') ? text.replace(/\r?\n/g, '\r\n') : null))],
  {
    title:
      'It becomes genuine when the line breaks of the body are CR LF again: something turned them into LF.',
    explanation:
      'The signed body has the line breaks of Windows and HTTP forms. A file, an editor or git changed them.',
  },
);

const bodyLfToCrlf = bodyMistake(
  'body-lf-to-crlf',
  [onText((text) => (text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : null))],
  {
    title:
      'It becomes genuine when the line breaks of the body are LF again: something turned them into CR LF.',
    explanation: 'The signed body has plain line feeds. A file, an editor or git changed them.',
  },
);

const bom = Uint8Array.of(0xef, 0xbb, 0xbf);
const hasBom = (body: Bytes) => body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf;

const bodyBomAdded = bodyMistake('body-bom-added', [(body) => (hasBom(body) ? body.subarray(3) : null)], {
  title: 'It becomes genuine when the byte order mark at the start of the body is removed.',
  explanation:
    'Three invisible bytes (EF BB BF) were put before the body, as some editors and .NET writers do.',
  fixes: [fix('ASP.NET', 'Write UTF-8 without the mark.', 'new UTF8Encoding(false)'), ...rawBodyFixes],
});

const bodyBomRemoved = bodyMistake(
  'body-bom-removed',
  [(body) => (hasBom(body) ? null : concatBytes(bom, body))],
  {
    title: 'It becomes genuine when a byte order mark is put before the body: something removed it.',
    explanation:
      'The signed body begins with three invisible bytes (EF BB BF). Decoding it to text dropped them.',
  },
);

const bodyEmpty = bodyMistake(
  'body-empty',
  [
    (body) => (body.length === 0 ? null : new Uint8Array()),
    (body) => (body.length === 0 ? null : utf8('{}')),
  ],
  {
    title: 'It becomes genuine for an empty body: the body was not there when it was signed.',
    explanation:
      'The signature covers an empty body (or {}). The signer had no body yet, or it was already consumed.',
    fixes: [
      fix('Express', 'A parser that runs first leaves nothing to read: take the raw body for this route.'),
      fix(
        'Go',
        'r.Body can be read once; keep what was read.',
        'r.Body = io.NopCloser(bytes.NewReader(raw))',
      ),
    ],
  },
);

/** Whether it begins as base64 does, and not as JSON, XML or a form. */
const looksEncoded = (body: Bytes) => /^\s*[A-Za-z0-9+/]{4}/.test(latin1Text(body.subarray(0, 64)));

const bodyBase64 = bodyMistake(
  'body-base64',
  [(body) => (looksEncoded(body) ? fromBase64(latin1Text(body).replace(/\s+/g, '')) : null)],
  {
    title: 'It becomes genuine when the body is decoded from base64.',
    explanation: 'The body arrived as base64 of what was signed.',
    fixes: [
      fix(
        'AWS Lambda',
        'API Gateway hands binary bodies over as base64 and says so.',
        "Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8')",
      ),
      ...rawBodyFixes,
    ],
  },
);

const bodyDecodedBase64 = bodyMistake('body-decoded-base64', [(body) => utf8(toBase64(body))], {
  title: 'It becomes genuine when the body is encoded as base64: something decoded it.',
  explanation: 'The signature covers the base64 text of this body.',
});

/** The inflated size that is still worth a look. */
const inflatedLimitBytes = 16_777_216;

const bodyGzipped = bodyMistake(
  'body-gzipped',
  [(body, { crypto }) => crypto.gunzip(body, inflatedLimitBytes)],
  {
    title: 'It becomes genuine when the body is inflated: the signature covers the uncompressed body.',
    explanation: 'The body is compressed with gzip, and was signed before that.',
    fixes: [
      fix(
        'Express',
        'express.raw inflates by itself unless told otherwise.',
        "express.raw({ type: '*/*', inflate: true })",
      ),
      fix('nginx', 'Inflate requests in the application; nginx does not do it for you.'),
    ],
  },
);

/** UTF-8 read as Latin-1 and written as UTF-8: `é` became `Ã©`. */
function undoubled(body: Bytes): Bytes | null {
  const text = utf8Text(body);
  if (text === null) return null;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return null;
  const bytes = latin1(text);
  return utf8Text(bytes) === null ? null : bytes;
}

const bodyEncodedTwice = bodyMistake('body-encoded-twice', [undoubled], {
  title: 'It becomes genuine when the doubled UTF-8 encoding of the body is undone.',
  explanation: 'The bytes were read as Latin-1 and written as UTF-8: characters such as é became two.',
  fixes: [
    fix(
      'Node.js',
      "Read buffers, or decode as UTF-8; 'latin1' and 'binary' break text.",
      "body.toString('utf8')",
    ),
    fix('PHP', 'utf8_encode on text that is UTF-8 already doubles it.'),
    ...rawBodyFixes,
  ],
});

const bodyLatin1 = bodyMistake(
  'body-latin1',
  [
    (body) => {
      const text = utf8Text(body);
      if (text === null) return utf8(latin1Text(body));
      for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0xff) return null;
      return latin1(text);
    },
    (body) => utf8(latin1Text(body)),
  ],
  {
    title: 'It becomes genuine when the body is encoded as Latin-1.',
    explanation: 'One side writes the text as UTF-8, the other as Latin-1 (ISO 8859-1).',
    fixes: [fix('Anywhere', 'Hash the bytes as they arrived, never a decoded text.'), ...rawBodyFixes],
  },
);

const bodyNormalised = bodyMistake(
  'body-unicode-normalised',
  [onText((text) => text.normalize('NFC')), onText((text) => text.normalize('NFD'))],
  {
    title: 'It becomes genuine in another Unicode normal form.',
    explanation:
      'Characters such as é can be one code point or two. Something changed one form into the other.',
  },
);

/** White space and encoding, in the order in which people get them wrong. */
export const plainBodyMistakes = {
  frequent: [bodyNewlineAdded, bodyNewlineRemoved, bodyCrlfToLf, bodyLfToCrlf, bodySpaceAdded],
  rare: [
    bodyBomAdded,
    bodyBomRemoved,
    bodyBase64,
    bodyGzipped,
    bodyEncodedTwice,
    bodyLatin1,
    bodySpaceRemoved,
    bodyNormalised,
    bodyDecodedBase64,
  ],
  /** Of no account of what arrived: anything that does explain it is the better story. */
  constant: [bodyEmpty],
} as const satisfies Record<string, readonly Mistake[]>;
