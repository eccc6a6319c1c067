import type { PeerCertificate } from 'node:tls';
import type { CertificateFacts, TlsCause } from '#core/http/tls-failure.ts';

/** Codes with which OpenSSL and Node say that a certificate does not verify. */
const certificateCauses: Record<string, TlsCause> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'incomplete-chain',
  UNABLE_TO_GET_ISSUER_CERT: 'incomplete-chain',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'incomplete-chain',
  CERT_UNTRUSTED: 'unknown-authority',
  CERT_REVOKED: 'revoked',
  CERT_SIGNATURE_FAILURE: 'bad-signature',
  INVALID_PURPOSE: 'wrong-purpose',
  INVALID_CA: 'bad-signature',
  HOSTNAME_MISMATCH: 'wrong-host',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-host',
  EE_KEY_TOO_SMALL: 'weak-key',
  CA_KEY_TOO_SMALL: 'weak-key',
  CA_MD_TOO_WEAK: 'weak-key',
};

/** Which cause a certificate that does not verify is, by the code that says so. */
export const certificateCause = (code: string): TlsCause => certificateCauses[code] ?? 'untrusted';

/** What of the handshake was seen before it failed. */
export interface HandshakeSightings {
  /** Both sides have the keys: the server has chosen version and cipher. */
  keysAgreed: boolean;
  /** A certificate of ours was offered. */
  gaveCertificate: boolean;
}

/** Alerts and errors of the library, by OpenSSL's words and BoringSSL's alike; the first that fits. */
const handshakeCauses: [words: RegExp, cause: TlsCause | ((seen: HandshakeSightings) => TlsCause)][] = [
  [/wrong.version.number|packet.length.too.long|http.request|https.proxy.request/i, 'not-tls'],
  [/certificate.required|peer.did.not.return.a.certificate/i, 'client-certificate-wanted'],
  [/unrecognized.name/i, 'unknown-name'],
  [/(ee|ca).key.too.small|md.too.weak|dh.key.too.small/i, 'weak-key'],
  [/protocol.version|unsupported.protocol|no.protocols.available|version.too.low/i, 'no-common-version'],
  [
    /alert.(bad.certificate|unsupported.certificate|certificate.(revoked|expired|unknown)|unknown.ca|access.denied)/i,
    ({ gaveCertificate }) => (gaveCertificate ? 'client-certificate-rejected' : 'client-certificate-wanted'),
  ],
  [/no.(shared.cipher|ciphers.available)/i, 'no-common-cipher'],
  // Before the keys: nothing of the offer suits the server. Afterwards it misses something that only a client can give.
  [
    /handshake.failure|insufficient.security/i,
    ({ keysAgreed, gaveCertificate }) =>
      !keysAgreed
        ? 'no-common-cipher'
        : gaveCertificate
          ? 'client-certificate-rejected'
          : 'client-certificate-wanted',
  ],
];

/** Which cause an error of the TLS library is, by its code and its text. */
export function handshakeCause(text: string, seen: HandshakeSightings): TlsCause {
  const [, cause] = handshakeCauses.find(([words]) => words.test(text)) ?? [];
  if (cause === undefined) return 'handshake-failed';
  return typeof cause === 'string' ? cause : cause(seen);
}

/** An alert of a TLS library without its source: `tlsv13 alert certificate required`. */
export function alertText(message: string): string {
  const reason = /error:[0-9A-F]+:[^:]*:[^:]*:([^:]+)/i.exec(message)?.[1] ?? message;
  return reason.trim().replace(/\.$/, '');
}

const names = (text: string | undefined): string[] =>
  (text ?? '')
    .split(', ')
    .filter((entry) => entry !== '')
    .map((entry) => entry.replace(/^(DNS|IP Address):/, ''));

const nameOf = (entity: PeerCertificate['subject'] | undefined): string => {
  const name = entity?.CN ?? entity?.O ?? '';
  return typeof name === 'string' ? name : String(name);
};

/** What the other side's certificate says; null where it gave none. */
export function certificateFacts(certificate: PeerCertificate): CertificateFacts | null {
  if (Object.keys(certificate).length === 0) return null;
  const subject = nameOf(certificate.subject);
  const alternatives = names(certificate.subjectaltname);
  return {
    subject,
    issuer: nameOf(certificate.issuer),
    names: alternatives.length > 0 || subject === '' ? alternatives : [subject],
    notBefore: new Date(certificate.valid_from),
    notAfter: new Date(certificate.valid_to),
  };
}
