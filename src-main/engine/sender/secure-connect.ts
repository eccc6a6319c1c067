import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import {
  type ConnectionOptions,
  checkServerIdentity,
  connect,
  type PeerCertificate,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import type { CertificateFacts } from '#core/http/tls-failure.ts';
import { certificateFacts } from './tls-cause.ts';

/** With what a TLS connection is made. */
export interface TlsTrust {
  /** Authorities that are trusted, and the certificate that is offered; null: the system's own, and none. */
  context: SecureContext | null;
  gaveCertificate: boolean;
  /** The authority made here, where the address is this machine's: what it issued is trusted; null elsewhere. */
  ownAuthority: string | null;
}

export const systemTrust: TlsTrust = { context: null, gaveCertificate: false, ownAuthority: null };

/** A certificate that does not verify, with what it says. */
export class UntrustedCertificate extends Error {
  readonly code: string;
  readonly certificate: CertificateFacts | null;

  constructor(code: string, certificate: CertificateFacts | null) {
    super(code);
    this.code = code;
    this.certificate = certificate;
  }
}

export interface SecureConnect {
  url: URL;
  trust: TlsTrust;
  /** Take a certificate that does not verify. */
  insecure: boolean;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

/**
 * Whether an authority issued a certificate itself, for this host and for now. Checked here and not by the TLS library: Electron's
 * does not know constraints on addresses, and so accepts nothing of an authority that has them.
 */
function isIssuedBy(authority: string, peer: PeerCertificate, host: string): boolean {
  if (!peer.raw) return false;
  const [issuer, leaf] = [new X509Certificate(authority), new X509Certificate(peer.raw)];
  const nowMs = Date.now();
  return (
    leaf.checkIssued(issuer) &&
    leaf.verify(issuer.publicKey) &&
    Date.parse(leaf.validFrom) <= nowMs &&
    nowMs <= Date.parse(leaf.validTo) &&
    checkServerIdentity(host, peer) === undefined
  );
}

/**
 * A TLS connection, handed over by `onSecure` once its certificate was checked: until then nothing of a request is written.
 * One that does not verify ends as an error (UntrustedCertificate).
 */
export function secureConnect({ url, trust, insecure }: SecureConnect, onSecure: () => void): TLSSocket {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const options: ConnectionOptions & { autoSelectFamily: boolean } = {
    host,
    port: url.port === '' ? 443 : Number(url.port),
    // Names alone go into SNI.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    // `localhost` may mean ::1 or 127.0.0.1; a handler often listens on one of them only.
    autoSelectFamily: true,
    // Checked below, where there is more to say about it.
    rejectUnauthorized: false,
    ...(trust.context ? { secureContext: trust.context } : {}),
  };
  const socket = connect(options);
  socket.once('secureConnect', () => {
    if (socket.authorized || insecure) return onSecure();
    const { ownAuthority } = trust;
    if (ownAuthority !== null && isIssuedBy(ownAuthority, socket.getPeerCertificate(), host))
      return onSecure();
    const facts = certificateFacts(socket.getPeerCertificate());
    socket.destroy(new UntrustedCertificate(codeOf(socket.authorizationError), facts));
  });
  return socket;
}
