import type { IncomingMessage } from 'node:http';
import { createBodyBuffers } from './body-buffers.ts';
import type { ByteBudget } from './byte-budget.ts';

/** How the reading of a body ended. What was read up to then is there in every case. */
export interface ReadBody {
  end: 'complete' | 'too_large' | 'too_busy' | 'timed_out' | 'aborted' | 'malformed';
  body: Buffer;
  /** Read, or declared where more was declared. */
  bodyBytes: number;
  /** Taken from the budget, to be given back when nobody needs the body any more. */
  takenBytes: number;
}

type Interruption = 'timed_out' | 'malformed' | 'aborted';

/** Requests whose body is being read: the parser's errors reach the server, not the request. */
const reading = new WeakMap<object, (end: Interruption) => void>();

/** Ends the reading on this socket. False where none is under way, so that the error is the socket's own. */
export function failReading(socket: object, end: Interruption): boolean {
  const fail = reading.get(socket);
  fail?.(end);
  return fail !== undefined;
}

/** What the head says of its body; 0 where it says nothing. */
export function declaredBytes(request: IncomingMessage): number {
  const declared = Number(request.headers['content-length'] ?? 0);
  return Number.isSafeInteger(declared) ? declared : 0;
}

const noBytes = Buffer.alloc(0);

/** Bodies that declare between so many bytes are put together as they come. Of larger ones only what came takes memory. */
const largeBytes = 65_536;
const hugeBytes = 2_097_152;

const buffers = createBodyBuffers();

/** Ends the use of a body that was read whole: its memory is another's from then on. */
export const releaseBody = buffers.release;

/** Where the bytes of a body gather. */
interface Gathering {
  add(chunk: Buffer): void;
  /** All that was added. */
  body(): Buffer;
}

/** Smaller pieces are copied together: each for itself would take many times its bytes, as its sender may choose. */
const smallBytes = 4096;
const blockBytes = 65_536;

function inChunks(): Gathering {
  const chunks: Buffer[] = [];
  let block = noBytes;
  let blockUsed = 0;
  const endBlock = () => {
    if (blockUsed > 0) chunks.push(block.subarray(0, blockUsed));
    block = noBytes;
    blockUsed = 0;
  };
  return {
    add(chunk) {
      if (chunk.length >= smallBytes || (chunks.length === 0 && blockUsed === 0 && block === noBytes)) {
        endBlock();
        chunks.push(chunk);
        return;
      }
      if (blockUsed + chunk.length > block.length) {
        endBlock();
        block = Buffer.allocUnsafe(blockBytes);
      }
      blockUsed += chunk.copy(block, blockUsed);
    },
    body() {
      endBlock();
      return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    },
  };
}

/** The parser gives no more than was declared. */
function inOneBuffer(declared: number): Gathering {
  let all: Buffer = noBytes;
  let bytes = 0;
  return {
    add(chunk) {
      if (bytes === 0) all = buffers.take(declared);
      bytes += chunk.copy(all, bytes);
    },
    body: () => (bytes === declared ? all : all.subarray(0, bytes)),
  };
}

/**
 * Reads a body as it comes, nothing decoded. Beyond the limit it stops: the first bytes are kept, and the rest is the
 * caller's to discard; so it does where too much is under way on all connections together. How long it may take is the server's business, which ends it through failReading.
 */
export function readBody(
  request: IncomingMessage,
  limitBytes: number,
  budget: ByteBudget,
): Promise<ReadBody> {
  const declared = declaredBytes(request);
  if (declared === 0 && request.headers['transfer-encoding'] === undefined) {
    return Promise.resolve({ end: 'complete', body: noBytes, bodyBytes: 0, takenBytes: 0 });
  }
  return new Promise((resolve) => {
    const { socket } = request;
    const isLarge = declared > largeBytes && declared <= Math.min(hugeBytes, limitBytes);
    const gathering = isLarge ? inOneBuffer(declared) : inChunks();
    let readBytes = 0;
    let takenBytes = 0;
    let isOver = false;

    function finish(end: ReadBody['end']): void {
      if (isOver) return;
      isOver = true;
      // A pipelined successor may be reading by now.
      if (reading.get(socket) === finish) reading.delete(socket);
      const all = gathering.body();
      const body = all.length > limitBytes ? all.subarray(0, limitBytes) : all;
      const bodyBytes = Math.max(readBytes, end === 'complete' ? 0 : declared);
      resolve({ end, body, bodyBytes, takenBytes });
    }
    reading.set(socket, finish);
    request.on('data', (chunk: Buffer) => {
      if (isOver) return;
      readBytes += chunk.length;
      if (!budget.take(chunk.length)) return finish('too_busy');
      takenBytes += chunk.length;
      gathering.add(chunk);
      if (readBytes > limitBytes) finish('too_large');
    });
    request.on('end', () => finish('complete'));
    request.on('close', () => finish('aborted'));
  });
}
