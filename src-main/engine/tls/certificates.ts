import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { isIP } from 'node:net';
import { dayMs } from '#core/numbers/duration.ts';
import { bits, boolean, context, integer, octets, oid, sequence, set, time, utf8String } from './der.ts';

/** A certificate with its private key, both as PEM. */
export interface Identity {
  certificate: string;
  key: string;
}

/** Longer-lived server certificates are rejected by browsers. */
const serverDays = 397;
const authorityDays = 3650;
/** Clocks differ. */
const backdatedMs = dayMs;

const ecdsaSha256 = sequence(oid('1.2.840.10045.4.3.2'));
const commonName = (name: string) => sequence(set(sequence(oid('2.5.4.3'), utf8String(name))));

const extension = (id: string, critical: boolean, value: Buffer) =>
  sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(value));

/** The bytes of an IP address: 4 or 16. */
export function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? [];
  const groups = (text: string) =>
    (text === '' ? [] : text.split(':')).map((group) => Number.parseInt(group, 16));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const all = [...before, ...Array.from({ length: zeros }, () => 0), ...after];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}

/** What a certificate of the authority may name. */
export interface Names {
  dns: readonly string[];
  addresses: readonly string[];
}

/** RFC 5280, 4.2.1.10: all of 127.0.0.0/8; of every other address itself alone. */
function permitted({ dns, addresses }: Names): Buffer {
  const all = Buffer.alloc(16, 0xff);
  const subtrees = [
    ...dns.map((name) => sequence(context(2, false, Buffer.from(name)))),
    sequence(context(7, false, Buffer.from([127, 0, 0, 0, 255, 0, 0, 0]))),
    ...addresses
      .filter((address) => !address.startsWith('127.'))
      .map((address) => {
        const bytes = addressBytes(address);
        return sequence(context(7, false, bytes, all.subarray(0, bytes.length)));
      }),
  ];
  return sequence(context(0, true, ...subtrees));
}

const publicDer = (key: KeyObject) => createPublicKey(key).export({ format: 'der', type: 'spki' });
/** RFC 5280, 4.2.1.2: the SHA-1 of the public key's bits, which end the 91 bytes of a P-256 key. */
const keyId = (spki: Buffer) => createHash('sha1').update(spki.subarray(-65)).digest();

const pem = (der: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;

interface Issue {
  issuer: string;
  subject: string;
  notBeforeMs: number;
  notAfterMs: number;
  spki: Buffer;
  extensions: Buffer[];
  by: KeyObject;
}

function issue({ issuer, subject, notBeforeMs, notAfterMs, spki, extensions, by }: Issue): string {
  const serial = randomBytes(16);
  serial[0] = (serial[0] ?? 0) & 0x7f;
  const toSign = sequence(
    context(0, true, integer(Buffer.from([2]))),
    integer(serial),
    ecdsaSha256,
    commonName(issuer),
    sequence(time(notBeforeMs), time(notAfterMs)),
    commonName(subject),
    spki,
    context(3, true, sequence(...extensions)),
  );
  return pem(sequence(toSign, ecdsaSha256, bits(sign('sha256', toSign, by))));
}

const freshKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const keyPem = (key: KeyObject) => key.export({ format: 'pem', type: 'pkcs8' }).toString();

/** A certificate authority (ECDSA P-256) whose certificates hold for these names and for loopback, and for nothing else. */
export function makeAuthority(name: string, names: Names, nowMs: number): Identity {
  const key = freshKey();
  const spki = publicDer(key);
  const certificate = issue({
    issuer: name,
    subject: name,
    notBeforeMs: nowMs - backdatedMs,
    notAfterMs: nowMs + authorityDays * dayMs,
    spki,
    by: key,
    extensions: [
      extension('2.5.29.19', true, sequence(boolean(true), integer(Buffer.from([0])))),
      // keyCertSign and cRLSign.
      extension('2.5.29.15', true, bits(Buffer.from([0x06]), 1)),
      extension('2.5.29.30', true, permitted(names)),
      extension('2.5.29.14', false, octets(keyId(spki))),
    ],
  });
  return { certificate, key: keyPem(key) };
}

/** A server's certificate by an authority, with a key of its own. */
export function makeServerIdentity(
  authority: { name: string; key: KeyObject },
  names: Names,
  nowMs: number,
): Identity {
  const key = freshKey();
  const spki = publicDer(key);
  const alternatives = [
    ...names.dns.map((name) => context(2, false, Buffer.from(name))),
    ...names.addresses.map((address) => context(7, false, addressBytes(address))),
  ];
  const certificate = issue({
    issuer: authority.name,
    subject: 'Tacklebox receiver',
    notBeforeMs: nowMs - backdatedMs,
    notAfterMs: nowMs + serverDays * dayMs,
    spki,
    by: authority.key,
    extensions: [
      extension('2.5.29.19', true, sequence()),
      // digitalSignature.
      extension('2.5.29.15', true, bits(Buffer.from([0x80]), 7)),
      // serverAuth.
      extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1'))),
      extension('2.5.29.35', false, sequence(context(0, false, keyId(publicDer(authority.key))))),
      extension('2.5.29.14', false, octets(keyId(spki))),
      extension('2.5.29.17', false, sequence(...alternatives)),
    ],
  });
  return { certificate, key: keyPem(key) };
}
