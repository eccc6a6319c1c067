import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import type { RejectionReason } from '#core/delivery/delivery.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import type { Clock } from '../clock.ts';
import { plainAddress } from './allowed-address.ts';
import { maxHeadBytes, rejectedBodyBytes } from './limits.ts';
import { failReading } from './read-body.ts';
import { type RecordRejection, rejectionAnswers } from './rejections.ts';

/** What node:http reports of what its parser or its clock found wrong with a connection. */
const ClientError = z.object({
  code: z.string().default(''),
  message: z.string(),
  rawPacket: z.instanceof(Buffer).default(Buffer.alloc(0)),
});
type ClientError = z.infer<typeof ClientError>;

interface Found {
  reason: RejectionReason;
  explanation: string;
  /** How it ends a body that is being read. */
  ends: 'timed_out' | 'malformed' | 'aborted';
}

/** What a connection speaks in place of HTTP/1.1, in words, by its first bytes; null where that isn't known. */
function otherProtocol(packet: Buffer): string | null {
  const start = packet.toString('latin1', 0, longestStart);
  if (packet[0] === 0x16 && packet[1] === 3) {
    return 'It speaks TLS, and this port takes plain HTTP: its sender was given https:// for an address that is http://. Use http://, or the HTTPS port that Settings shows.';
  }
  if (start.startsWith('PRI * HTTP/2')) {
    return 'It speaks HTTP/2 without having asked for it, and this receiver speaks HTTP/1.1. Let its sender use HTTP/1.1.';
  }
  if (/^PROXY (TCP|UNKNOWN)|^\r\n\r\n\0\r\nQUIT/.test(start)) {
    return 'It begins with the PROXY protocol, which this receiver does not speak. Switch that off in the proxy before it.';
  }
  return start.startsWith('SSH-') ? 'It speaks SSH, and this port takes HTTP.' : null;
}

const longestStart = 32;

/** Null for connections that were cut: there is nobody to answer, and nothing arrived to keep. */
function diagnose({ code, message, rawPacket }: ClientError, followsAnother: boolean): Found | null {
  const spoken = otherProtocol(rawPacket);
  if (spoken !== null && !followsAnother) {
    return { reason: 'malformed_http', explanation: spoken, ends: 'malformed' };
  }
  if (code === 'HPE_HEADER_OVERFLOW') {
    const explanation = `Its request line and headers are longer than ${maxHeadBytes} bytes.`;
    return { reason: 'headers_too_large', explanation, ends: 'malformed' };
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return { reason: 'timed_out', explanation: 'Its headers did not arrive in time.', ends: 'timed_out' };
  }
  if (code === 'HPE_INVALID_EOF_STATE') {
    const explanation = 'Its sender left in the middle of the request.';
    return { reason: 'aborted', explanation, ends: 'aborted' };
  }
  if (code.startsWith('HPE_')) {
    const hint = followsAnother
      ? ' It came behind another request on the same connection: a Content-Length that is too small leaves the rest of its body there.'
      : '';
    const explanation = `It is not well-formed HTTP: ${message} (${code}).${hint}`;
    return { reason: 'malformed_http', explanation, ends: 'malformed' };
  }
  return null;
}

/** As much of a head as can be made out: what the parser rejected is shown as it came. */
function readHead(packet: Buffer): {
  method: string;
  target: string;
  httpVersion: string;
  rawHeaders: RawHeaders;
} {
  const [head = ''] = packet.subarray(0, maxHeadBytes).toString('latin1').split('\r\n\r\n', 1);
  const [line = '', ...fields] = head.split('\r\n');
  const [, method = '', target = '', httpVersion = ''] = /^(\S{1,40}) (\S+) HTTP\/(\d\.\d)$/.exec(line) ?? [];
  const rawHeaders = fields.flatMap((field): RawHeaders => {
    const colon = field.indexOf(':');
    return colon <= 0 ? [] : [[field.slice(0, colon), field.slice(colon + 1).trim()]];
  });
  return { method, target, httpVersion, rawHeaders };
}

/** Answers by hand what never became a request, and keeps it, since "why does nothing arrive?" has its answer there. */
export function createClientErrorHandler({ record, clock }: { record: RecordRejection; clock: Clock }) {
  /** The parser complains again about each packet that follows. */
  const failed = new WeakSet<Socket>();

  return (thrown: unknown, socket: Socket): void => {
    if (failed.has(socket)) return;
    const error = ClientError.parse(thrown);
    const followsAnother = socket.bytesRead > error.rawPacket.length;
    const found = diagnose(error, followsAnother);
    // An idle connection that is cut, or whose time is over, is no request.
    if (!found || socket.bytesRead === 0) {
      socket.destroy();
      return;
    }
    failed.add(socket);
    if (failReading(socket, found.ends)) return;
    const packet = error.rawPacket;
    const { reason, explanation } = found;
    record({
      reason,
      explanation,
      ...readHead(packet),
      webhookId: null,
      provider: null,
      body: packet.subarray(0, rejectedBodyBytes),
      bodyBytes: packet.length,
      remoteAddress: plainAddress(socket.remoteAddress),
      receivedAtMs: clock.nowMs(),
      verdict: null,
    });
    answerByHand(socket, reason);
  };
}

/** Writes a rejection to a connection that has no response object, and closes it. */
export function answerByHand(socket: Duplex, reason: RejectionReason): void {
  const answer = rejectionAnswers[reason];
  if (!answer || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, statusText, body } = answer;
  socket.end(
    `HTTP/1.1 ${status} ${statusText}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
