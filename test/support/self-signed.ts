import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';

/** A certificate made on the spot, so that no key lies in the repository and none expires there. */
export interface SelfSigned {
  cert: string;
  key: string;
}

const tlv = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const length =
    content.length < 0x80
      ? [content.length]
      : content.length < 0x100
        ? [0x81, content.length]
        : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};
const sequence = (...parts: Uint8Array[]) => tlv(0x30, ...parts);
const integer = (value: number) => tlv(0x02, Buffer.from([value]));
const oid = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'));
const ecdsaSha256 = sequence(oid('2a8648ce3d040302'));
const commonName = (name: string) =>
  sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(name)))));
const time = (date: Date) =>
  tlv(0x18, Buffer.from(`${date.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`));

interface Wanted {
  name: string;
  /** Host names and IPv4 addresses that it holds for. */
  hosts?: readonly string[];
  validFrom?: Date;
  validTo?: Date;
  isAuthority?: boolean;
  /** Self-signed where absent. */
  issuer?: SelfSigned & { name: string };
}

const dayMs = 86_400_000;

const altName = (host: string): Buffer =>
  /^[\d.]+$/.test(host) ? tlv(0x87, Buffer.from(host.split('.').map(Number))) : tlv(0x82, Buffer.from(host));

const extension = (id: string, value: Buffer) => sequence(oid(id), tlv(0x04, value));

let serial = 0;

/** An ECDSA P-256 certificate (RFC 5280) with its key, by an authority or by itself. */
export function makeCertificate(wanted: Wanted): SelfSigned & { name: string } {
  const { name, hosts = [], isAuthority = false, issuer } = wanted;
  const { validFrom = new Date(Date.now() - dayMs), validTo = new Date(Date.now() + dayMs) } = wanted;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  serial += 1;
  const extensions = [
    ...(hosts.length > 0 ? [extension('551d11', sequence(...hosts.map(altName)))] : []),
    ...(isAuthority ? [extension('551d13', sequence(tlv(0x01, Buffer.from([0xff]))))] : []),
  ];
  const toSign = sequence(
    tlv(0xa0, integer(2)),
    tlv(0x02, Buffer.from([0x01, serial])),
    ecdsaSha256,
    commonName(issuer?.name ?? name),
    sequence(time(validFrom), time(validTo)),
    commonName(name),
    createPublicKey(privateKey).export({ format: 'der', type: 'spki' }),
    ...(extensions.length > 0 ? [tlv(0xa3, sequence(...extensions))] : []),
  );
  const signature = sign('sha256', toSign, issuer?.key ?? privateKey);
  const der = sequence(toSign, ecdsaSha256, tlv(0x03, Buffer.from([0]), signature));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    name,
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
}

/** A self-signed certificate for a host name, valid between two dates. */
export const selfSigned = (hostname: string, validFrom: Date, validTo: Date): SelfSigned =>
  makeCertificate({ name: hostname, hosts: [hostname], validFrom, validTo });
