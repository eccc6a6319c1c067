import type { ServerResponse } from 'node:http';
import type { RawHeaders } from '#core/http/headers.ts';
import type { RenderedAnswer } from '#core/retry/render-answer.ts';
import { lingerMs } from './limits.ts';
import type { RejectionAnswer } from './rejections.ts';

/** Writes an answer with its headers in their order and case. */
export function sendAnswer(response: ServerResponse, { status, rawHeaders, body }: RenderedAnswer): void {
  if (response.destroyed) return;
  response.writeHead(status, rawHeaders.flat());
  response.end(body);
}

/**
 * Tells a sender that its request is rejected. Where some of its body is still on the way, that is read and thrown away for
 * a while, as closing at once would reset the connection and lose the answer.
 */
export function sendRejection(response: ServerResponse, answer: RejectionAnswer, isBodyRead: boolean): void {
  if (response.destroyed) return;
  const { body } = answer;
  const headers: RawHeaders = [
    ['Content-Type', 'application/json'],
    ['Content-Length', String(Buffer.byteLength(body))],
    ...(answer.headers ?? []),
  ];
  if (isBodyRead) {
    sendAnswer(response, { status: answer.status, rawHeaders: headers, body });
    return;
  }
  response.writeHead(answer.status, [...headers, ['Connection', 'close']].flat());
  response.write(body);
  const end = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, lingerMs);
  response.req.once('end', end).once('close', end);
  response.req.resume();
}
