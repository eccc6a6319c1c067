import { type Bytes, fromBase64, toBase64, toHex, utf8, utf8Text } from '../../bytes/encoding.ts';
import { memberSpans } from '../../json/spans.ts';
import type { BodyChange } from './body-layers.ts';
import type { Surroundings } from './mistake.ts';

/** The signed body inside something (an event, a message, a list), or something inside it that doesn't belong there. */

const maxText = 33_554_432;
const maxMembers = 48;
const maxDepth = 4;

interface Inside {
  path: string;
  /** The value's JSON text. */
  json: string;
  key: string;
}

/** Members and elements at any depth, the outermost first; `isWhole` tells values that are most of the text. */
function* insideOf(text: string): Generator<Inside> {
  let level: { path: string; start: number; end: number }[] = [{ path: '', start: 0, end: text.length }];
  let count = 0;
  for (let depth = 0; depth < maxDepth && level.length > 0; depth++) {
    const next: typeof level = [];
    for (const { path, start, end } of level) {
      for (const member of memberSpans(text, start, end, maxMembers)) {
        if (++count > 200) return;
        const at = `${path}/${member.key}`;
        yield { path: at, json: text.slice(member.start, member.end), key: member.key };
        const first = text.charCodeAt(member.start);
        if (first === 0x7b || first === 0x5b) next.push({ path: at, start: member.start, end: member.end });
      }
    }
    level = next;
  }
}

const isJsonText = (text: string | null): text is string =>
  text !== null && text.length <= maxText && /^\s*[[{"]/.test(text);

function stringOf(json: string): string | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

const byteList = /^\[\s*\d{1,3}\s*(?:,\s*\d{1,3}\s*)*\]$/;

/** Who hands bodies over inside something, told by its keys. */
function hostOf(text: string): string {
  const has = (...keys: string[]) => keys.every((key) => text.includes(`"${key}"`));
  if (has('isBase64Encoded') || has('requestContext')) return "of AWS Lambda's event (API Gateway)";
  if (has('Records', 'body')) return 'of the SQS message';
  if (has('Type', 'Message')) return 'of the SNS message';
  if (has('message', 'data') && has('messageId')) return 'of the Pub/Sub message';
  if (has('detail', 'detail-type')) return 'of the EventBridge event';
  if (has('specversion')) return 'of the CloudEvents envelope';
  return 'of the message or event around it';
}

export function* insideBodies(body: Bytes): Generator<BodyChange> {
  const text = utf8Text(body);
  if (!isJsonText(text)) return;
  try {
    JSON.parse(text);
  } catch {
    return;
  }
  const own = text.trimStart().startsWith('"') ? stringOf(text) : null;
  if (own !== null)
    yield {
      id: 'body-stringified',
      done: 'the JSON string around the body is undone: it was printed twice',
      body: utf8(own),
    };
  const isList = text.trimStart().startsWith('[');
  const host = hostOf(text);
  for (const { path, json } of insideOf(text)) {
    const place = `the field ${path} ${host}`;
    const done =
      isList && !path.slice(1).includes('/')
        ? `element ${Number(path.slice(1)) + 1} alone of the list (array) is the body: one or several were put into a batch`
        : `${place} alone is the body`;
    const first = json.charCodeAt(0);
    if (first === 0x7b || first === 0x5b) {
      if (
        byteList.test(
          json.slice(0, 200) + (json.length > 200 ? json.slice(-100).replace(/^[^,]*/, '') : ''),
        ) ||
        /\/data$/.test(path)
      ) {
        if (byteList.test(json))
          yield {
            id: 'body-buffer',
            done: `the bytes of the Buffer that was printed as JSON are the body (a list of numbers)`,
            body: Uint8Array.from(json.match(/\d+/g) ?? [], Number),
          };
      }
      yield { id: 'body-member-only', done, body: utf8(json) };
    } else if (first === 0x22 && json.length > 2) {
      const inner = stringOf(json);
      if (inner === null || inner === '') continue;
      yield { id: 'body-inside', done: `${place}, a string inside, alone is the body`, body: utf8(inner) };
      const decoded = /^[\w+/-]{8,}={0,2}$/.test(inner)
        ? fromBase64(inner.replaceAll('-', '+').replaceAll('_', '/'))
        : null;
      if (decoded)
        yield {
          id: 'body-inside',
          done: `${place} alone is the body, once it is decoded from base64`,
          body: decoded,
        };
    }
  }
}

/** The text without one of its members, or without several of those that middle boxes add. */
export function* withoutMembers(body: Bytes): Generator<BodyChange> {
  const text = utf8Text(body);
  if (!isJsonText(text) || !text.trimStart().startsWith('{')) return;
  try {
    JSON.parse(text);
  } catch {
    return;
  }
  const objects = [{ path: '', start: 0, end: text.length }];
  for (const member of memberSpans(text, 0, text.length, maxMembers)) {
    if (text.charCodeAt(member.start) === 0x7b)
      objects.push({ path: `/${member.key}`, start: member.start, end: member.end });
  }
  let count = 0;
  for (const object of objects.slice(0, 12)) {
    const members = [...memberSpans(text, object.start, object.end, maxMembers)];
    const cut = (from: number, to: number): string => {
      const first = members[from];
      const last = members[to];
      if (!first || !last) return text;
      const next = members[to + 1];
      const before = members[from - 1];
      if (next) return text.slice(0, first.keyStart) + text.slice(next.keyStart);
      return text.slice(0, before ? before.end : first.keyStart) + text.slice(last.end);
    };
    const give = (from: number, to: number): BodyChange => {
      const names = members
        .slice(from, to + 1)
        .map(({ key }) => `${object.path}/${key}`)
        .join(', ');
      return {
        id: 'body-member-added',
        done: `the field ${names} is removed from the body: it was added after it was signed`,
        body: utf8(cut(from, to)),
      };
    };
    for (let at = members.length - 1; at >= 0; at--) {
      if (++count > 120) return;
      yield give(at, at);
    }
    for (let length = 2; length <= 4; length++) {
      if (members.length > length) {
        yield give(members.length - length, members.length - 1);
        yield give(0, length - 1);
      }
    }
  }
}

const wrappers = ['data', 'payload', 'event', 'body', 'message', 'detail', 'object', 'request', 'webhook'];

/** The body inside what the sender signed, where something on the way took it out. */
export function* insideOthers(body: Bytes): Generator<BodyChange> {
  const text = utf8Text(body);
  const put = (done: string, other: string | Bytes, id = 'body-unwrapped'): BodyChange => ({
    id,
    done,
    body: typeof other === 'string' ? utf8(other) : other,
  });
  if (body.length <= maxText / 8) {
    yield put('the body is encoded as base64: something decoded it', toBase64(body), 'body-decoded-base64');
    yield put('the body is encoded as hex: something decoded it', toHex(body), 'body-hex');
  }
  if (text === null) return;
  yield put(
    'the body is printed as a JSON string (stringified twice)',
    JSON.stringify(text),
    'body-unstringified',
  );
  yield put('the body is percent-encoded (URL-encoded)', encodeURIComponent(text), 'body-percent-encoded');
  yield put(
    'the body is form-encoded (URL-encoded, + for blanks)',
    encodeURIComponent(text).replaceAll('%20', '+'),
    'body-percent-encoded',
  );
  yield put(
    "the body is printed as Python bytes (b' ')",
    `b'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
    'body-bytes-printed',
  );
  yield put(
    "the body is printed as Python bytes (b' '), which str() made of it",
    `b'${text}'`,
    'body-bytes-printed',
  );
  yield put('the body is put in quotes', `"${text}"`, 'body-quoted');
  yield put('the body is put in quotes', `'${text}'`, 'body-quoted');
  for (const name of [
    '[object Object]',
    'undefined',
    'null',
    'None',
    '[object Promise]',
    'Promise { <pending> }',
    '""',
    '[]',
    'true',
    'System.Byte[]',
    '[object Uint8Array]',
    '[object ArrayBuffer]',
    'nil',
    '[object Request]',
    '[object ReadableStream]',
    'NaN',
    'false',
    'Array',
    'IncomingMessage',
  ]) {
    yield put(
      `the text ${name} is signed in place of the body: an object, or nothing, was turned into text`,
      name,
      'body-object-printed',
    );
  }
  if (body.length <= 1_048_576) {
    yield put(
      'the body is printed as a Buffer in JSON (a list of numbers)',
      `{"type":"Buffer","data":[${body.join(',')}]}`,
      'body-buffer',
    );
    yield put(
      'the bytes of the body are printed as a list of decimal numbers',
      body.join(','),
      'body-numbers',
    );
    yield put(
      'the bytes of the body are printed as a list (array) of decimal numbers',
      `[${body.join(',')}]`,
      'body-numbers',
    );
    yield put(
      'the bytes of the body are printed as a list (array) of decimal numbers, with blanks',
      `[${body.join(', ')}]`,
      'body-numbers',
    );
    yield put(
      'the bytes of the body are printed as a list of numbers, as Go prints a []byte',
      `[${body.join(' ')}]`,
      'body-numbers',
    );
    yield put(
      'the bytes of the body are printed as a Buffer, as Node.js logs it',
      `<Buffer ${[...body.subarray(0, 50)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}${body.length > 50 ? ` ... ${body.length - 50} more bytes` : ''}>`,
      'body-buffer',
    );
  }
  if (!/^\s*[[{]/.test(text)) return;
  for (const name of wrappers) {
    yield put(
      `the body stands inside {"${name}": } again: something unwrapped this field`,
      `{"${name}":${text}}`,
    );
    yield put(
      `the body stands inside {"${name}": } again, with a blank: something unwrapped this field`,
      `{"${name}": ${text}}`,
    );
  }
  yield put('the body stands inside a list of one again: something took it out of the array', `[${text}]`);
}

/** The body compressed as common servers do it, for a signer that compressed first. */
export function* compressedBodies(body: Bytes, { crypto }: Surroundings): Generator<BodyChange> {
  if (!crypto.gzip || body.length > 1_048_576) return;
  for (const level of [6, 9, 1]) {
    const packed = crypto.gzip(body, level);
    // The ninth byte names the system: Unix, unknown, FAT, NTFS, macOS.
    for (const system of [3, 255, 0, 10, 19]) {
      const named = Uint8Array.from(packed);
      named[9] = system;
      yield {
        id: 'body-inflated',
        done: 'the body is compressed with gzip: it was signed after compression, and inflated since',
        body: named,
      };
    }
  }
}
