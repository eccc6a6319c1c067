import { randomBytes } from 'node:crypto';
import { unreachable } from '#core/errors/tacklebox-error.ts';
import {
  answerBytes,
  bentHeaders,
  headBytes,
  type RenderedAnswer,
  renderAnswer,
} from '#core/retry/render-answer.ts';
import type { Behaviour } from '#core/retry/scenario.ts';
import type { AnsweringSocket } from './answering-socket.ts';

/** A behaviour that bends the wire. */
export type Fault = Exclude<Behaviour, { do: 'respond' }>;

const bytesWith = (answer: RenderedAnswer, body: string): Uint8Array => answerBytes({ ...answer, body });

/** The answer as far as `sent` bytes of head and body carry it. */
function cutTo(answer: RenderedAnswer, sentBytes: number): RenderedAnswer | null {
  const headLength = headBytes(answer).length;
  if (sentBytes < headLength) return null;
  return { ...answer, body: Buffer.from(answer.body).toString('utf8', 0, sentBytes - headLength) };
}

/** A chunked answer whose one chunk has a size that isn't hex. */
function badlyChunked({ status, rawHeaders, body }: RenderedAnswer): [RenderedAnswer, string] {
  const others = rawHeaders.filter(
    ([name]) => !['content-length', 'transfer-encoding'].includes(name.toLowerCase()),
  );
  const answer: RenderedAnswer = { status, rawHeaders: [...others, ['Transfer-Encoding', 'chunked']], body };
  return [answer, `xyz\r\n${body}\r\n0\r\n\r\n`];
}

function wronglyLong(answer: RenderedAnswer, declaredBytes: number): RenderedAnswer {
  const others = answer.rawHeaders.filter(([name]) => name.toLowerCase() !== 'content-length');
  return { ...answer, rawHeaders: [...others, ['Content-Length', String(declaredBytes)]] };
}

/** Bytes that no HTTP parser takes for a status line. */
function garbage(bytes: number): Buffer {
  const noise = randomBytes(bytes);
  noise[0] = 0;
  return noise;
}

async function drip(
  socket: AnsweringSocket,
  bytes: Uint8Array,
  chunkBytes: number,
  everyMs: number,
): Promise<number> {
  let sent = 0;
  while (sent < bytes.length) {
    const chunk = bytes.subarray(sent, sent + chunkBytes);
    if (!(await socket.write(chunk))) return sent;
    sent += chunk.length;
    if (sent < bytes.length && !(await socket.wait(everyMs))) return sent;
  }
  return sent;
}

/**
 * Plays a fault on a connection, byte for byte. Resolves with as much of an answer as went out; null where not even its
 * head did.
 */
export async function playFault(
  fault: Fault,
  method: string,
  socket: AnsweringSocket,
): Promise<RenderedAnswer | null> {
  switch (fault.do) {
    case 'hang':
      await socket.closed();
      return null;
    case 'refuse':
      await socket.reset(false);
      return null;
    case 'empty_reply':
      socket.end();
      return null;
    case 'garbage':
      await socket.write(garbage(fault.bytes));
      socket.end();
      return null;
    default:
      return (await socket.wait(fault.delayMs)) ? playAnswer(fault, method, socket) : null;
  }
}

async function playAnswer(
  fault: Exclude<Fault, { do: 'hang' | 'refuse' | 'empty_reply' | 'garbage' }>,
  method: string,
  socket: AnsweringSocket,
): Promise<RenderedAnswer | null> {
  const answer = renderAnswer(fault, method, bentHeaders);
  const bytes = bytesWith(answer, answer.body);
  switch (fault.do) {
    case 'reset': {
      const sent = Math.min(fault.afterBytes ?? 0, bytes.length);
      if (sent > 0) await socket.write(bytes.subarray(0, sent));
      await socket.reset(sent > 0);
      return cutTo(answer, sent);
    }
    case 'drip': {
      const sent = await drip(socket, bytes, fault.chunkBytes, fault.everyMs);
      socket.end();
      return cutTo(answer, sent);
    }
    case 'pause_body': {
      const pauseAt = headBytes(answer).length + fault.afterBytes;
      await socket.write(bytes.subarray(0, pauseAt));
      if (await socket.wait(fault.pauseMs)) await socket.write(bytes.subarray(pauseAt));
      socket.end();
      return answer;
    }
    case 'wrong_length': {
      const wrong = wronglyLong(answer, fault.declaredBytes);
      await socket.write(bytesWith(wrong, wrong.body));
      socket.end();
      return wrong;
    }
    case 'bad_chunk': {
      const [chunked, body] = badlyChunked(answer);
      await socket.write(bytesWith(chunked, body));
      socket.end();
      return chunked;
    }
    case 'half_close':
      await socket.write(headBytes(answer));
      socket.end();
      return { ...answer, body: '' };
    case 'informational': {
      const early = headBytes({ status: fault.code, rawHeaders: [] });
      for (let i = 0; i < fault.count; i++) await socket.write(early);
      await socket.write(bytes);
      socket.end();
      return answer;
    }
    default:
      return unreachable(fault);
  }
}
