/** Sends bursts over raw sockets, as fast as answers come. Told what to send by messages; answers how it went. */
import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { burstBody, sequenceDigits } from './burst-body.ts';

export interface Burst {
  url: string;
  connections: number;
  requests: number;
  bodyBytes: number;
  /** Of the first request; each body begins with its own. */
  firstSequence: number;
  /** A rest of each connection between an answer and its next request; none where absent. */
  pauseMs?: number;
  /** An open loop: requests come at this rate however the answers do, and latency counts from when each was due. */
  perSecond?: number;
  /** Headers beyond the usual ones. */
  headers?: Record<string, string>;
  /** Signs each body as GitHub does, with this secret. */
  secret?: string;
}

export interface BurstResult {
  elapsedMs: number;
  accepted: number;
  /** Latencies in milliseconds. */
  p50Ms: number;
  p99Ms: number;
}

const headEnd = Buffer.from('\r\n\r\n');

/** One connection: sends, waits for the whole answer, sends again, until `next` has no more. */
function runConnection(
  burst: Burst,
  startedAt: number,
  next: () => number | null,
  onAnswer: (ms: number, ok: boolean) => void,
): Promise<void> {
  const { hostname, port, host, pathname } = new URL(burst.url);
  const signature = burst.secret === undefined ? {} : { 'X-Hub-Signature-256': `sha256=${'0'.repeat(64)}` };
  const extra = Object.entries({ ...burst.headers, ...signature })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  const head = Buffer.from(
    `POST ${pathname} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: bench\r\nContent-Type: application/json\r\n${extra}Content-Length: ${burst.bodyBytes}\r\n\r\n`,
  );
  const request = Buffer.concat([head, burstBody(burst.bodyBytes)]);
  const signatureAt = head.indexOf('sha256=') + 'sha256='.length;
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    let sentAt = 0;
    let got: Buffer = Buffer.alloc(0);
    const sendNext = () => {
      const sequence = next();
      if (sequence === null) {
        socket.destroy();
        resolve();
        return;
      }
      if (burst.perSecond === undefined) send(sequence, performance.now());
      else {
        const dueAt = startedAt + ((sequence - burst.firstSequence) * 1000) / burst.perSecond;
        const restMs = dueAt - performance.now();
        if (restMs > 0) setTimeout(send, restMs, sequence, dueAt);
        else send(sequence, dueAt);
      }
    };
    const send = (sequence: number, dueAt: number) => {
      request.write(sequenceDigits(sequence), head.length + 1, 'latin1');
      if (burst.secret !== undefined) {
        const digest = createHmac('sha256', burst.secret).update(request.subarray(head.length)).digest('hex');
        request.write(digest, signatureAt, 'latin1');
      }
      sentAt = dueAt;
      socket.write(request);
    };
    socket.on('connect', sendNext);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      got = got.length === 0 ? chunk : Buffer.concat([got, chunk]);
      const end = got.indexOf(headEnd);
      if (end < 0) return;
      const text = got.toString('latin1', 0, end);
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (got.length < end + 4 + length) return;
      got = Buffer.alloc(0);
      onAnswer(performance.now() - sentAt, text.startsWith('HTTP/1.1 200'));
      if (burst.pauseMs === undefined) sendNext();
      else setTimeout(sendNext, burst.pauseMs);
    });
  });
}

async function run(burst: Burst): Promise<BurstResult> {
  const latencies: number[] = [];
  let accepted = 0;
  let sent = 0;
  const next = () => (sent < burst.requests ? burst.firstSequence + sent++ : null);
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: burst.connections }, () =>
      runConnection(burst, startedAt, next, (ms, ok) => {
        latencies.push(ms);
        if (ok) accepted += 1;
      }),
    ),
  );
  const elapsedMs = performance.now() - startedAt;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0;
  return { elapsedMs, accepted, p50Ms: at(0.5), p99Ms: at(0.99) };
}

process.on('message', (message: Burst | 'stop') => {
  if (message === 'stop') process.exit(0);
  void run(message).then((result) => process.send?.(result));
});
process.send?.('ready');
