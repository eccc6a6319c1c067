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

/** Null for connections that were cut: there is nobody to answer, and nothing arrived to keep. */
function diagnose({ code, message }: ClientError): Found | null {
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
    const explanation = `It is not well-formed HTTP: ${message} (${code}).`;
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
    const found = diagnose(error);
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
