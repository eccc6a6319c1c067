import { z } from 'zod';

/** Why no TLS connection came about, or why it ended before a byte of an answer. */
export const TlsCause = z.enum([
  'expired',
  'not-yet-valid',
  'wrong-host',
  'self-signed',
  'unknown-authority',
  'incomplete-chain',
  'revoked',
  'wrong-purpose',
  'bad-signature',
  'weak-key',
  'untrusted',
  'not-tls',
  'tls-port',
  'client-certificate-wanted',
  'client-certificate-rejected',
  'no-common-version',
  'no-common-cipher',
  'unknown-name',
  'closed-in-handshake',
  'reset-in-handshake',
  'handshake-failed',
]);
export type TlsCause = z.infer<typeof TlsCause>;

/** What a server's certificate says of itself. */
export interface CertificateFacts {
  /** Common name of whom it is for and of who issued it; empty where there is none. */
  subject: string;
  issuer: string;
  /** Names and addresses that it holds for, as they stand in it. */
  names: readonly string[];
  notBefore: Date;
  notAfter: Date;
}

export interface TlsFacts {
  /** With the port, and without. */
  host: string;
  hostname: string;
  /** Null where the handshake did not come so far. */
  certificate: CertificateFacts | null;
  /** A certificate of ours was offered to the server. */
  gaveCertificate: boolean;
  /** What the TLS library says. */
  detail: string;
}

/** Half of what is said: what is wrong, and what to do. */
interface Words {
  /** True: the certificate is the matter, and trusting it is the user's choice. */
  ofTrust?: boolean;
  what: string;
  advice: string;
}

/** More names than these say nothing that the first ones don't. */
const shownNames = 5;

function list(names: readonly string[]): string {
  if (names.length === 0) return 'no name at all';
  const shown = names.slice(0, shownNames);
  if (names.length > shownNames) return `${shown.join(', ')} and ${names.length - shownNames} more`;
  return shown.length === 1 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

const day = (date: Date): string => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const called = (name: string | undefined): string => (name ? ` “${name}”` : '');

const trustIt = 'give its authority under Settings, HTTPS (`tacklebox tls hosts set`)';
const orUnverified = 'or let this target use an unverified one';

/** One table of what goes wrong with TLS, for every way in which a request is sent. */
const words: Record<TlsCause, (facts: TlsFacts) => Words> = {
  expired: ({ certificate }) => ({
    ofTrust: true,
    what: `its certificate expired${certificate ? ` on ${day(certificate.notAfter)}` : ''}`,
    advice: `Renew it on the server, or check this machine’s clock, ${orUnverified}`,
  }),
  'not-yet-valid': ({ certificate }) => ({
    ofTrust: true,
    what: `its certificate is not valid yet${certificate ? `: it begins on ${day(certificate.notBefore)}` : ''}`,
    advice: `Check the clocks of both machines, ${orUnverified}`,
  }),
  'wrong-host': ({ certificate, hostname }) => ({
    ofTrust: true,
    what: `its certificate is for another host: it holds for ${list(certificate?.names ?? [])}, not for ${hostname}`,
    advice: `Use a name that it holds for, or have ${hostname} added to the certificate`,
  }),
  'self-signed': ({ certificate }) => ({
    ofTrust: true,
    what: `its certificate${called(certificate?.subject)} is self-signed, so that nobody vouches for it`,
    advice: `If it is yours, ${trustIt}, ${orUnverified}`,
  }),
  'unknown-authority': ({ certificate }) => ({
    ofTrust: true,
    what: `its certificate was issued by${called(certificate?.issuer) || ' an authority'}, an unknown authority: it is not trusted here`,
    advice: `If you trust it, ${trustIt}, ${orUnverified}`,
  }),
  'incomplete-chain': ({ certificate }) => ({
    ofTrust: true,
    what: `its certificate was issued by${called(certificate?.issuer) || ' an authority'}, which is an unknown authority here, or one whose own certificate the server leaves out of the chain`,
    advice: `Have the server send the whole chain; if the authority is one of your own, ${trustIt}, ${orUnverified}`,
  }),
  revoked: () => ({
    ofTrust: true,
    what: 'its certificate has been revoked',
    advice: 'Get a new one for the server',
  }),
  'wrong-purpose': () => ({
    ofTrust: true,
    what: 'its certificate is not meant for servers',
    advice: 'Issue it anew with the extended key usage serverAuth',
  }),
  'bad-signature': () => ({
    ofTrust: true,
    what: 'the signature of its certificate does not hold',
    advice:
      'The chain was put together wrongly, or another authority of the same name issued it: compare their fingerprints',
  }),
  'weak-key': () => ({
    ofTrust: true,
    what: 'its key or the hash of its certificate is too weak to be accepted',
    advice: 'Issue it anew with RSA of 2,048 bits or ECDSA P-256, and SHA-256',
  }),
  untrusted: ({ detail }) => ({
    ofTrust: true,
    what: `its certificate does not verify (${detail})`,
    advice: `Fix the certificate, ${orUnverified}`,
  }),
  'not-tls': ({ host }) => ({
    what: `${host} does not speak TLS on this port: what came back is no TLS`,
    advice: 'Is it an http:// address?',
  }),
  'tls-port': ({ host }) => ({
    what: `${host} speaks TLS on this port, and the request came without`,
    advice: 'Is it an https:// address?',
  }),
  'client-certificate-wanted': ({ host }) => ({
    what: `${host} demands a client certificate (mTLS), and none was given`,
    advice: 'Give one for this host under Settings, HTTPS (`tacklebox tls hosts set`), or with the target',
  }),
  'client-certificate-rejected': ({ host, detail }) => ({
    what: `${host} rejected the client certificate that was given (${detail})`,
    advice:
      'Compare the authority that issued it with the ones that the server accepts, and its dates with the clock',
  }),
  'no-common-version': ({ host, detail }) => ({
    what: `${host} and Tacklebox have no TLS version in common: 1.2 and 1.3 are offered (${detail})`,
    advice: 'Let the server speak TLS 1.2 or later',
  }),
  'no-common-cipher': ({ host, detail }) => ({
    what: `${host} and Tacklebox have no cipher in common (${detail})`,
    advice:
      'Compare the server’s list of ciphers with the kind of key in its certificate: an ECDSA certificate needs ECDSA ciphers',
  }),
  'unknown-name': ({ host, hostname }) => ({
    what: `${host} has no site called ${hostname}: it rejected the name (SNI)`,
    advice: 'Use the name that the server is set up for',
  }),
  'closed-in-handshake': ({ host, gaveCertificate }) => ({
    what: `${host} closed the connection during the TLS handshake`,
    advice: `Does this port speak TLS? A server that ${gaveCertificate ? 'does not accept the client certificate' : 'wants a client certificate'} may do so too`,
  }),
  'reset-in-handshake': ({ host }) => ({
    what: `${host} reset the connection during the TLS handshake`,
    advice:
      'Does this port speak TLS? A firewall, or a server that crashes or wants a client certificate, looks the same',
  }),
  'handshake-failed': ({ host, detail }) => ({
    what: `The TLS handshake with ${host} failed (${detail})`,
    advice: 'The log of the server may say more',
  }),
};

/** A failure of TLS in a sentence or two: what is wrong, and what to do. */
export function explainTls(cause: TlsCause, facts: TlsFacts): string {
  const { ofTrust, what, advice } = words[cause](facts);
  const begin = ofTrust
    ? `${facts.host} was reached, but no trusted TLS connection could be made: ${what}`
    : what;
  return `${begin}. ${advice}${/[.?]$/.test(advice) ? '' : '.'}`;
}
