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

/** A self-signed ECDSA P-256 certificate (RFC 5280) for a host name, valid between two dates. */
export function selfSigned(hostname: string, validFrom: Date, validTo: Date): SelfSigned {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = commonName(hostname);
  const altNames = sequence(tlv(0x82, Buffer.from(hostname)));
  const toSign = sequence(
    tlv(0xa0, integer(2)),
    integer(1),
    ecdsaSha256,
    name,
    sequence(time(validFrom), time(validTo)),
    name,
    createPublicKey(privateKey).export({ format: 'der', type: 'spki' }),
    tlv(0xa3, sequence(sequence(oid('551d11'), tlv(0x04, altNames)))),
  );
  const signature = sign('sha256', toSign, privateKey);
  const der = sequence(toSign, ecdsaSha256, tlv(0x03, Buffer.from([0]), signature));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
}
