import type { AttemptErrorCode } from '#core/delivery/attempt.ts';
import { explainTls, type TlsCause } from '#core/http/tls-failure.ts';
import { UntrustedCertificate } from './secure-connect.ts';
import { alertText, certificateCause, handshakeCause } from './tls-cause.ts';

/** What was seen of an exchange before it failed. */
export interface Sightings {
  url: URL;
  connected: boolean;
  /** The TLS handshake is done, or there is none. */
  secured: boolean;
  /** Both sides of a TLS handshake have their keys: version and cipher are chosen. */
  keysAgreed: boolean;
  /** A client certificate was offered. */
  gaveCertificate: boolean;
  /** The whole request was handed to the operating system. */
  sent: boolean;
  status: number | null;
  bytesReceived: number;
  /** The other side ended its half of the connection, as it does after a whole answer. */
  finSeen: boolean;
}

export interface Failure {
  code: AttemptErrorCode;
  message: string;
  /** What of TLS failed, where it was that. */
  cause?: TlsCause;
}

const parserReasons: Record<string, string> = {
  HPE_INVALID_CONSTANT: 'what came is not HTTP',
  HPE_INVALID_VERSION: 'the answer names an HTTP version that does not exist',
  HPE_INVALID_STATUS: "the answer's status is no number of three digits",
  HPE_INVALID_HEADER_TOKEN: 'a header of the answer holds a character that is not allowed there',
  HPE_INVALID_CONTENT_LENGTH: "the answer's Content-Length is no number",
  HPE_UNEXPECTED_CONTENT_LENGTH: 'the answer has both Content-Length and Transfer-Encoding',
  HPE_INVALID_TRANSFER_ENCODING: "the answer's Transfer-Encoding can't be read",
  HPE_INVALID_CHUNK_SIZE: 'the size of a chunk is no hexadecimal number',
  HPE_INVALID_EOF_STATE: 'the connection ended in the middle of the answer',
  HPE_HEADER_OVERFLOW: "the answer's head is too large",
  HPE_LF_EXPECTED: 'a line of the answer does not end as HTTP wants it',
  HPE_CR_EXPECTED: 'a line of the answer does not end as HTTP wants it',
  HPE_STRICT: 'a line of the answer does not end as HTTP wants it',
};

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Happy eyeballs: every address was tried, the first failure speaks for all.
  return error instanceof AggregateError ? codeOf(error.errors[0]) : '';
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const bytesText = (bytes: number): string => (bytes === 1 ? '1 byte' : `${bytes.toLocaleString('en')} bytes`);

function tlsFailure(cause: TlsCause, error: unknown, seen: Sightings): Failure {
  const { host, hostname } = seen.url;
  const message = explainTls(cause, {
    host,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    certificate: error instanceof UntrustedCertificate ? error.certificate : null,
    gaveCertificate: seen.gaveCertificate,
    detail: alertText(textOf(error)),
  });
  return { code: 'tls', cause, message };
}

const isOfTls = (code: string): boolean => code === 'EPROTO' || code.startsWith('ERR_SSL');

/** Node says so where the other side ends its half before the handshake is done. */
const isEarlyEnd = (error: unknown): boolean => /before secure TLS connection/i.test(textOf(error));

/** What else ends a connection that was there and said nothing. */
function orElse({ url, gaveCertificate }: Sightings): string {
  if (url.protocol === 'https:')
    return gaveCertificate
      ? '; a server that does not accept the client certificate may do so too'
      : '; a server that demands a client certificate may do so too';
  return '; or is it an https:// address?';
}

/** A connection that broke after it was there. */
function brokenConnection(error: unknown, seen: Sightings): Failure {
  const { url, bytesReceived, finSeen } = seen;
  if (!seen.secured && url.protocol === 'http:') {
    return {
      code: 'reset',
      message: `${url.host} took the connection and reset it at once. Look for a crash in the handler's log, or a proxy whose handler is away.`,
    };
  }
  if (!seen.secured) {
    return tlsFailure(isEarlyEnd(error) ? 'closed-in-handshake' : 'reset-in-handshake', error, seen);
  }
  if (bytesReceived === 0) {
    const how = finSeen ? 'closed' : 'reset';
    return {
      code: 'reset',
      message: `${url.host} took the request and ${how} the connection without a byte of an answer. Look for a crash in the handler's log${orElse(seen)}.`,
    };
  }
  if (finSeen) {
    return {
      code: 'invalid_response',
      message: `${url.host} closed the connection in the middle of its answer, after ${bytesText(bytesReceived)}: the answer is shorter than it says.`,
    };
  }
  return {
    code: 'reset',
    message: `${url.host} reset the connection in the middle of its answer, after ${bytesText(bytesReceived)}.`,
  };
}

/** A TLS alert or handshake record in place of a status line: its type, then version 3. */
function beginsAsTls(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('rawPacket' in error)) return false;
  const { rawPacket } = error;
  return (
    rawPacket instanceof Uint8Array && (rawPacket[0] === 0x15 || rawPacket[0] === 0x16) && rawPacket[1] === 3
  );
}

function parserReason(code: string, error: unknown): string {
  if (code === 'HPE_UNEXPECTED_CONTENT_LENGTH' && /duplicate|already present/i.test(parserText(error)))
    return 'the answer has two Content-Lengths';
  return parserReasons[code] ?? textOf(error);
}

const parserText = (error: unknown): string =>
  `${textOf(error)} ${typeof error === 'object' && error !== null && 'reason' in error ? String(error.reason) : ''}`;

/** Which failure an error of the socket, of TLS or of the HTTP parser is, in plain words. */
export function explainFailure(error: unknown, seen: Sightings): Failure {
  const code = codeOf(error);
  const { host, hostname } = seen.url;
  if (error instanceof UntrustedCertificate) return tlsFailure(certificateCause(code), error, seen);
  if (isOfTls(code)) return tlsFailure(handshakeCause(`${code} ${textOf(error)}`, seen), error, seen);
  if (code.startsWith('HPE_')) {
    if (beginsAsTls(error)) {
      return { ...tlsFailure('tls-port', error, seen), code: 'invalid_response' };
    }
    const reason = parserReason(code, error);
    return {
      code: 'invalid_response',
      message: `${host} answered, but not in valid HTTP: ${reason}. ${bytesText(seen.bytesReceived)} came.`,
    };
  }
  switch (code) {
    case 'ECONNREFUSED':
      return {
        code: 'refused',
        message: `Nothing listens on ${host}: the connection was refused. Start the handler, or check the port.`,
      };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
      return {
        code: 'dns',
        message: `The name ${hostname} has no address (${code}). Check the spelling and the network.`,
      };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EHOSTDOWN':
    case 'EADDRNOTAVAIL':
      return {
        code: 'unreachable',
        message: `There is no way to ${host} from this machine (${code}). Check the network, a VPN or a firewall.`,
      };
    case 'ETIMEDOUT':
      return seen.connected
        ? brokenConnection(error, seen)
        : {
            code: 'connect_timeout',
            message: `${host} did not take the connection in time (the operating system gave up).`,
          };
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ECONNABORTED':
      return brokenConnection(error, seen);
    default:
      return { code: 'other', message: `The request to ${host} failed: ${textOf(error)}` };
  }
}

/** How far an exchange came before its time was up. */
export function explainTimeout(seen: Sightings, timeoutMs: number): Failure {
  const { host } = seen.url;
  const span = timeoutMs % 1000 === 0 ? `${timeoutMs / 1000} s` : `${timeoutMs} ms`;
  const came =
    seen.status === null
      ? seen.bytesReceived === 0
        ? seen.sent
          ? 'took the request but did not answer'
          : 'did not take the whole request'
        : `had sent ${bytesText(seen.bytesReceived)} of an answer without the end of its head`
      : `answered ${seen.status}, but its body was not complete`;
  return {
    code: 'response_timeout',
    message: `${host} ${came} within ${span}. Answer first and work afterwards, or allow more time.`,
  };
}

export function explainConnectTimeout({ url, connected }: Sightings, timeoutMs: number): Failure {
  return {
    code: 'connect_timeout',
    message: connected
      ? `${url.host} took the connection, but the TLS handshake was not done within ${timeoutMs} ms.`
      : `${url.host} did not take a connection within ${timeoutMs} ms. A firewall may swallow it.`,
  };
}
