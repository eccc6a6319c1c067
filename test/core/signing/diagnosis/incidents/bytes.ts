import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { withHeader } from '#core/http/request.ts';
import type { Fault } from './fault.ts';
import { bodyText, eitherWay, fault, received, signedOver } from './fault.ts';
import type { Broken, Genuine } from './genuine.ts';

const on = fault('body bytes');
const wrap = fault('body wrapped');
const weigh = fault('evidence');
const form = fault('form');

const text = (g: Genuine) => bodyText(g.request) ?? '';
const bodyOf = (g: Genuine) => Buffer.from(g.request.body);
const other = (g: Genuine, c: Parameters<Fault['damage']>[1], body: string | Uint8Array) =>
  eitherWay(g, c, body);
const beyondAscii = (g: Genuine) => /[^\0-\x7f]/.test(text(g));
const cp1252 = (s: string) =>
  Buffer.from(
    s
      .replaceAll('€', '\x80')
      .replaceAll('“', '\x93')
      .replaceAll('”', '\x94')
      .replaceAll('–', '\x96')
      .replace(/[^\0-\xff]/g, '?'),
    'latin1',
  );
const withLength = (broken: Broken | null, length: number): Broken | null =>
  broken && {
    ...broken,
    request: {
      ...broken.request,
      rawHeaders: withHeader(broken.request.rawHeaders, 'Content-Length', String(length)),
    },
  };

export const bytesFaults: Fault[] = [
  on('line break at the end', (g, c) => other(g, c, `${text(g)}\n`), /line break|newline/i),
  on('CRLF at the end', (g, c) => other(g, c, `${text(g)}\r\n`), /line break|newline|CRLF/i),
  on('two line breaks at the end', (g, c) => other(g, c, `${text(g)}\n\n`), /line break|newline/i),
  on(
    'blank at an end',
    (g, c) => other(g, c, c.pick([`${text(g)} `, ` ${text(g)}`, `\n${text(g)}`])),
    /blank|space|white|line break/i,
  ),
  on(
    'LF became CRLF',
    (g, c) => (text(g).includes('\n') ? other(g, c, text(g).replaceAll('\n', '\r\n')) : null),
    /CRLF|line break|line ending/i,
  ),
  on('byte order mark', (g, c) => other(g, c, `\ufeff${text(g)}`), /byte order|BOM/i),
  on(
    'Latin-1',
    (g, c) =>
      /[\x80-\xff]/.test(text(g)) && !/[^\0-\xff]/.test(text(g))
        ? other(g, c, Buffer.from(text(g), 'latin1'))
        : null,
    /Latin-1|8859|1252|encod/i,
  ),
  on(
    'Windows-1252',
    (g) => (beyondAscii(g) && !cp1252(text(g)).includes('?') ? received(g, cp1252(text(g))) : null),
    /1252|Latin|encod|code page/i,
  ),
  on(
    'UTF-8 read as Latin-1 and written again',
    (g, c) => (beyondAscii(g) ? other(g, c, Buffer.from(bodyOf(g).toString('latin1'), 'utf8')) : null),
    /twice|double|mojibake|Latin-1|encoded/i,
  ),
  on('UTF-16', (g, c) => other(g, c, Buffer.from(text(g), 'utf16le')), /UTF-16/i),
  on('gzip not unpacked before checking', (g) => received(g, gzipSync(g.request.body)), /gzip|compress/i),
  on('signed after gzip', (g) => signedGzip(g), /gzip|compress/i),
  on(
    'deflate',
    (g, c) => received(g, c.pick([deflateSync, deflateRawSync])(g.request.body)),
    /deflate|compress|zlib/i,
  ),
  on('brotli', (g) => received(g, brotliCompressSync(g.request.body)), /brotli|compress/i),
  on('chunk sizes left in', (g, c) => received(g, chunked(bodyOf(g), c.pick([0, 64]))), /chunk/i),
  on('the body twice', (g) => received(g, Buffer.concat([bodyOf(g), bodyOf(g)])), /twice|doubl/i),
  on(
    'signed twice over (hash.update called twice)',
    (g) => signedOver(g, Buffer.concat([bodyOf(g), bodyOf(g)])),
    /twice|doubl/i,
  ),
  on(
    'NULs of a fixed buffer behind it',
    (g, c) => other(g, c, Buffer.concat([bodyOf(g), Buffer.alloc(1 + c.below(300))])),
    /NUL|zero byte|buffer|\\0/i,
  ),
  on(
    'NFC became NFD',
    (g, c) => (text(g).normalize('NFD') === text(g) ? null : other(g, c, text(g).normalize('NFD'))),
    /normal|NFD|NFC|compos/i,
  ),
  on(
    'HTML entities',
    (g, c) =>
      /["&<>]/.test(text(g))
        ? other(
            g,
            c,
            text(g)
              .replaceAll('&', '&amp;')
              .replaceAll('<', '&lt;')
              .replaceAll('>', '&gt;')
              .replaceAll('"', '&quot;'),
          )
        : null,
    /entit|HTML/i,
  ),
  on(
    'backslashes stripped',
    (g) => (text(g).includes('\\') ? signedOver(g, text(g).replace(/\\(.)/g, '$1')) : null),
    /backslash|escap|stripslashes/i,
  ),
  on(
    'quotes escaped (addslashes)',
    (g, c) => other(g, c, text(g).replace(/(["'\\])/g, '\\$1')),
    /backslash|escap|addslashes/i,
  ),
  on('first byte lost', (g) => received(g, bodyOf(g).subarray(1)), /first|missing|byte|begin|cut|lacks/i),
  on('last byte lost', (g) => received(g, bodyOf(g).subarray(0, -1)), /last|missing|byte|end|cut|lacks/i),
  on(
    'raw HTTP message kept as body',
    (g) => received(g, `Host: example.com\r\nContent-Type: application/json\r\n\r\n${text(g)}`),
    /header|raw|HTTP|before/i,
  ),
  on('line break before the body', (g, c) => other(g, c, `\r\n${text(g)}`), /line break|newline|blank/i),
  on(
    'all white space removed',
    (g, c) =>
      /[ \n]/.test(text(g))
        ? signedOver(g, c.pick([text(g).replace(/\s+/g, ''), text(g).replace(/[\r\n]+/g, '')]))
        : null,
    /blank|white|space|line break/i,
  ),
  on(
    'tabs became blanks',
    (g) =>
      text(g).includes('\n')
        ? signedOver(
            g,
            text(g).replace(/^ +/gm, (i) => '\t'.repeat(i.length / 2)),
          )
        : null,
    /tab|indent|print|laid/i,
  ),
  on(
    'non-ASCII dropped by the signer',
    (g, c) =>
      beyondAscii(g)
        ? signedOver(
            g,
            c.pick([
              text(g).replace(/[^\0-\x7f]/g, '?'),
              text(g).replace(/[^\0-\x7f]/g, ''),
              text(g).replace(/[^\0-\x7f]/gu, '?'),
            ]),
          )
        : null,
    /ASCII|\?|character/i,
  ),
  on(
    'lower-cased by a filter',
    (g) => (text(g).toLowerCase() === text(g) ? null : signedOver(g, text(g).toLowerCase())),
    /lower|case/i,
  ),
  weigh(
    'cut at a limit',
    (g) =>
      withLength(
        received(g, bodyOf(g).subarray(0, Math.floor(g.request.body.length * 0.7))),
        g.request.body.length,
      ),
    /cut|truncat|Content-Length|short|incomplete/i,
  ),
  weigh(
    'longer than its Content-Length',
    (g) =>
      withLength(
        received(g, Buffer.concat([bodyOf(g), Buffer.from('{"log":"appended by a middle box"}')])),
        g.request.body.length,
      ),
    /Content-Length|longer|added|more/i,
  ),
  weigh(
    'characters replaced by ?',
    (g) => (beyondAscii(g) ? received(g, text(g).replace(/[^\0-\x7f]/g, '?')) : null),
    /\?|replac|character|encod|lost/i,
  ),
  weigh(
    'characters replaced by U+FFFD',
    (g) => (beyondAscii(g) ? received(g, Buffer.from(text(g), 'latin1').toString('utf8')) : null),
    /FFFD|replac|UTF-8|�/i,
  ),
  weigh(
    'stream was read before: nothing left',
    (g) => withLength(received(g, ''), g.request.body.length),
    /empty|read|consumed|Content-Length/i,
  ),
];

function signedGzip(g: Genuine): Broken | null {
  const signed = signedOver(g, gzipSync(g.request.body));
  return signed && { ...signed, request: { ...signed.request, body: gunzippedView(signed.request.body) } };
}
const gunzippedView = (body: Uint8Array) => body;

function chunked(body: Buffer, size: number): Buffer {
  const step = size || body.length;
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; at += step) {
    const chunk = body.subarray(at, at + step);
    parts.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
}

const parsed = (g: Genuine): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(text(g));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
};
const inside = /inside|wrap|around|envelope|event|message|array|list|field|string/i;

export const wrappedFaults: Fault[] = [
  wrap(
    'the whole Lambda event',
    (g) =>
      received(
        g,
        JSON.stringify({
          version: '2.0',
          routeKey: 'POST /hook',
          headers: { host: 'x' },
          body: text(g),
          isBase64Encoded: false,
        }),
      ),
    /Lambda|event|API Gateway|\bbody\b/i,
  ),
  wrap(
    'Lambda event with base64',
    (g) =>
      received(
        g,
        JSON.stringify({ httpMethod: 'POST', body: bodyOf(g).toString('base64'), isBase64Encoded: true }),
      ),
    /Lambda|base64|API Gateway/i,
  ),
  wrap('base64 body', (g, c) => other(g, c, bodyOf(g).toString('base64')), /base64/i),
  wrap('hex body', (g, c) => other(g, c, bodyOf(g).toString('hex')), /hex/i),
  wrap(
    'SQS record',
    (g) => received(g, JSON.stringify({ Records: [{ messageId: 'm-1', body: text(g), attributes: {} }] })),
    inside,
  ),
  wrap('SNS message', (g) => received(g, JSON.stringify({ Type: 'Notification', Message: text(g) })), inside),
  wrap(
    'SQS record of an SNS message',
    (g) =>
      received(
        g,
        JSON.stringify({ Records: [{ body: JSON.stringify({ Type: 'Notification', Message: text(g) }) }] }),
      ),
    inside,
  ),
  wrap(
    'Pub/Sub message',
    (g) =>
      received(
        g,
        JSON.stringify({
          message: { data: bodyOf(g).toString('base64'), messageId: '1' },
          subscription: 's',
        }),
      ),
    inside,
  ),
  wrap('list of one', (g) => received(g, `[${text(g)}]`), /list|array/i),
  wrap(
    'payload object of an automation tool',
    (g, c) => {
      const v = parsed(g);
      return v
        ? received(
            g,
            JSON.stringify({
              [c.pick(['body', 'payload', 'data', 'event', 'detail'])]: v,
              receivedAt: '2025-10-09T08:53:20Z',
            }),
          )
        : null;
    },
    inside,
  ),
  wrap(
    'JSON string of the body',
    (g, c) => other(g, c, JSON.stringify(text(g))),
    /string|stringif|quoted|twice/i,
  ),
  wrap(
    'JSON string of a JSON string',
    (g) => received(g, JSON.stringify(JSON.stringify(text(g)))),
    /string|stringif|quoted|twice/i,
  ),
  wrap('Buffer as JSON', (g, c) => other(g, c, JSON.stringify(bodyOf(g))), /Buffer/i),
  wrap(
    'bytes as numbers',
    (g, c) => other(g, c, c.pick([[...bodyOf(g)].join(','), JSON.stringify([...bodyOf(g)])])),
    /numbers|decimal|bytes|array|list/i,
  ),
  wrap(
    'object with numbered keys (Uint8Array in JSON.stringify)',
    (g) => received(g, JSON.stringify({ ...[...bodyOf(g)] })),
    /numbers|Uint8Array|bytes|array|keys/i,
  ),
  wrap(
    'Python bytes printed',
    (g) =>
      /^[\x20-\x7e]*$/.test(text(g)) && !text(g).includes("'")
        ? signedOver(g, `b'${text(g).replaceAll('\\', '\\\\')}'`)
        : null,
    /bytes|b'|python/i,
  ),
  wrap('percent-encoded', (g, c) => other(g, c, encodeURIComponent(text(g))), /percent|url-?encoded/i),
  wrap(
    'as form field payload',
    (g, c) => other(g, c, `payload=${encodeURIComponent(text(g))}`),
    /form|payload|field/i,
  ),
  wrap(
    'as the name of a form field',
    (g) => received(g, `${encodeURIComponent(text(g))}=`),
    /form|name|field|=/i,
  ),
  wrap(
    'field added by a gateway',
    (g, c) => {
      const v = parsed(g);
      return v
        ? received(
            g,
            JSON.stringify(
              c.pick([
                { ...v, _receivedAt: 1 },
                { receivedAt: '2025-10-09T08:53:20Z', ...v },
                { ...v, requestId: 'a1', source: 'gw' },
              ]),
            ),
          )
        : null;
    },
    /field|added|\bkey\b/i,
  ),
  wrap(
    'signature put into the body after signing',
    (g) => {
      const v = parsed(g);
      return v ? received(g, JSON.stringify({ ...v, signature: 'abc' })) : null;
    },
    /field|added|signature/i,
  ),
  wrap(
    'inner field added',
    (g) => {
      const v = parsed(g);
      const d = v?.data;
      return v && typeof d === 'object' && d && !Array.isArray(d)
        ? received(g, JSON.stringify({ ...v, data: { ...d, seenAt: 17 } }))
        : null;
    },
    /field|added/i,
  ),
  wrap(
    'data unwrapped by a framework',
    (g) => {
      const inner = `{"data":${text(g)}}`;
      return signedOver(g, inner);
    },
    /data|inside|wrap|envelope|around|field/i,
  ),
  wrap(
    'multipart around it',
    (g) =>
      received(g, `--xyz\r\nContent-Disposition: form-data; name="payload"\r\n\r\n${text(g)}\r\n--xyz--\r\n`),
    /multipart|part|form/i,
  ),
  wrap('one of a batch', (g) => received(g, `[${text(g)},{"id":"other"}]`), /list|array|batch|one of/i),
  wrap('newline-delimited batch', (g) => received(g, `${text(g)}\n{"id":"other"}\n`), /line|batch/i),
  wrap(
    'CloudEvents envelope',
    (g) => received(g, `{"specversion":"1.0","type":"x","source":"/y","id":"1","data":${text(g)}}`),
    inside,
  ),
  wrap(
    'CDATA or XML around',
    (g) => received(g, `<body><![CDATA[${text(g)}]]></body>`),
    /XML|CDATA|around|inside/i,
  ),
];

const asForm = (g: Genuine): Genuine => {
  const body =
    'MessageSid=SM1&From=%2B4915112345678&Body=Hello+World+%26+caf%C3%A9&To=whatsapp%3A%2B1555&Empty=';
  const request = g.signed({ body });
  const rawHeaders = withHeader(request.rawHeaders, 'Content-Type', 'application/x-www-form-urlencoded');
  return {
    ...g,
    request: { ...request, rawHeaders },
    signed: (o = {}) => ({
      ...g.signed({ body, ...o }),
      rawHeaders: withHeader(
        g.signed({ body, ...o }).rawHeaders,
        'Content-Type',
        'application/x-www-form-urlencoded',
      ),
    }),
  };
};
const viaForm =
  (change: (body: string) => string): Fault['damage'] =>
  (g, c) => {
    if (JSON.stringify(g.scheme).includes('"json"')) return null;
    const subject = asForm(g);
    return eitherWay(subject, c, change(text(subject)));
  };
const encodedForm = /form|encod|escap|percent|%20|\+|order|sort|param|field|blank/i;

export const formFaults: Fault[] = [
  form(
    '%20 in place of +',
    viaForm((b) => b.replaceAll('+', '%20')),
    encodedForm,
  ),
  form(
    'escapes in lower case',
    viaForm((b) => b.replace(/%[0-9A-F]{2}/g, (e) => e.toLowerCase())),
    encodedForm,
  ),
  form(
    'fields sorted',
    viaForm((b) => b.split('&').sort().join('&')),
    encodedForm,
  ),
  form(
    'decoded',
    viaForm((b) => decodeURIComponent(b.replaceAll('+', ' '))),
    encodedForm,
  ),
  form(
    'empty fields dropped',
    viaForm((b) => b.replace('&Empty=', '')),
    encodedForm,
  ),
  form(
    'plus decoded only',
    viaForm((b) => b.replaceAll('+', ' ')),
    encodedForm,
  ),
  form(
    'as JSON',
    (g) => {
      if (JSON.stringify(g.scheme).includes('"json"')) return null;
      const s = asForm(g);
      return signedOver(s, JSON.stringify(Object.fromEntries(new URLSearchParams(text(s)))));
    },
    /form|JSON/i,
  ),
  form(
    'encoded twice',
    viaForm((b) => b.replaceAll('%', '%25')),
    encodedForm,
  ),
  form(
    'printed by PHP http_build_query',
    viaForm((b) => b.replaceAll('%20', '+').replace('whatsapp%3A', 'whatsapp:')),
    encodedForm,
  ),
];
