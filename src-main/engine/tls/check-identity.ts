import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { TlsIdentity } from '#core/http/tls-identity.ts';

const block =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

function refuse(path: string, message: string, cause?: unknown): never {
  throw new TackleboxError('invalid_input', message, { cause, details: { issues: [{ path, message }] } });
}

/** The certificates of a PEM text, in their order. Throws invalid_input with `path` where one can't be read. */
export function readCertificates(text: string, path: string): X509Certificate[] {
  const found = text.match(block) ?? [];
  if (found.length === 0) refuse(path, 'There is no whole certificate in this PEM: its END line is missing.');
  return found.map((pem, index) => {
    try {
      return new X509Certificate(pem);
    } catch (cause) {
      return refuse(
        path,
        `Certificate ${index + 1} of this PEM can’t be read: it is cut off or damaged.`,
        cause,
      );
    }
  });
}

function readKey(key: string, passphrase: string | undefined, path: string): KeyObject {
  try {
    return createPrivateKey({ key, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (cause) {
    const isEncrypted = /ENCRYPTED/.test(key);
    if (isEncrypted && passphrase === undefined) {
      return refuse(path.replace(/key$/, 'passphrase'), 'The key is encrypted: give its passphrase.', cause);
    }
    const message = isEncrypted
      ? 'The passphrase does not open this key.'
      : 'This is no private key as PEM: it begins with -----BEGIN PRIVATE KEY----- or the like.';
    return refuse(isEncrypted ? path.replace(/key$/, 'passphrase') : path, message, cause);
  }
}

/**
 * Throws invalid_input where certificates or key of an identity can't be read, or don't belong together. `path` is that of
 * the identity in the input.
 */
export function checkIdentity(
  { authorities, certificate, key, passphrase }: TlsIdentity,
  path: string,
): void {
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  if (authorities !== undefined) readCertificates(authorities, at('authorities'));
  if ((certificate === undefined) !== (key === undefined)) {
    refuse(
      at(certificate === undefined ? 'certificate' : 'key'),
      'A client certificate and its private key are given together.',
    );
  }
  if (certificate === undefined || key === undefined) return;
  const [own] = readCertificates(certificate, at('certificate'));
  if (!own?.checkPrivateKey(readKey(key, passphrase, at('key')))) {
    refuse(
      at('key'),
      'This key does not belong to the certificate (the first one, where there are several).',
    );
  }
}
