import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import type { ReceiverStatus } from '#core/contract/system.ts';
import type { CaptureTimes } from '#core/delivery/delivery.ts';
import { endpointUrl } from '#core/http/hook-target.ts';
import type { Identity } from '../tls/certificates.ts';
import { createAnswerCounts } from './answers/answer-counts.ts';
import { createByteBudget } from './byte-budget.ts';
import { createCaptureTimes } from './capture-times.ts';
import { type CatchParts, type CatchRequest, createCatchRequest } from './catch-request.ts';
import { createClientErrorHandler } from './client-errors.ts';
import { baseUrl, secureUrl } from './endpoint-address.ts';
import { bodyTimeoutMs, bytesUnderWay, closeGraceMs, headersTimeoutMs } from './limits.ts';
import { listenProblem } from './listen-problem.ts';
import { createListener } from './listener.ts';
import { createRejectionRecord } from './rejections.ts';

export interface Receiver {
  status(): ReceiverStatus;
  /** Listens, or says in the status why not. Never throws for a taken port. */
  listen(host: string, port: number): Promise<ReceiverStatus>;
  /** Serves HTTPS beside HTTP, or says in the status why not; null ends it. What is caught is the same. */
  serveTls(tls: { identity: Identity; host: string; port: number } | null): Promise<ReceiverStatus>;
  close(): Promise<void>;
  /** The addresses of an endpoint: over HTTP, and over HTTPS where that is served. */
  urlsOf(webhookId: string): { url: string; httpsUrl: string | null };
  /** What the steps of a capture of this run took; null where that is not known any more. */
  timesOf(deliveryId: string): CaptureTimes | null;
}

export interface ReceiverTimeouts {
  headersTimeoutMs: number;
  bodyTimeoutMs: number;
}

export interface ReceiverParts
  extends Omit<
    CatchParts,
    'record' | 'budget' | 'countAnswer' | 'captureTimes' | 'closing' | 'bodyTimeoutMs'
  > {
  timeouts?: ReceiverTimeouts;
  /** See receiver/limits.ts where absent. */
  maxBytesUnderWay?: number;
}

/** One listening server and what is under way on it. */
interface Open {
  app: FastifyInstance<Server>;
  closing: AbortController;
  underWay: UnderWay;
}

/** Counts what is under way. */
class UnderWay {
  private count = 0;
  private onNone: (() => void) | null = null;

  /** Counts `work`, which never rejects, until it is done. */
  add(work: Promise<void>): void {
    this.count += 1;
    void work.then(this.done);
  }

  /** Resolves when all of it is done. */
  none(): Promise<void> {
    if (this.count === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.onNone = resolve;
    });
  }

  private readonly done = (): void => {
    this.count -= 1;
    if (this.count === 0) this.onNone?.();
  };
}

/** The port that catches. */
export function createReceiver({
  timeouts = { headersTimeoutMs, bodyTimeoutMs },
  maxBytesUnderWay = bytesUnderWay,
  ...parts
}: ReceiverParts): Receiver {
  const { events, clock, settings } = parts;
  const record = createRejectionRecord(parts);
  const budget = createByteBudget(maxBytesUnderWay);
  const onClientError = createClientErrorHandler({ record, clock });
  const countAnswer = createAnswerCounts(parts.history.answerCounts);
  const captureTimes = createCaptureTimes();
  let open: Open | null = null;
  let status: ReceiverStatus = {
    listening: false,
    url: null,
    host: settings.get().receiverHost,
    port: settings.get().receiverPort,
    problem: null,
    tlsUrl: null,
    tlsProblem: null,
  };
  let tlsServer: TlsServer | null = null;

  function setStatus(next: ReceiverStatus): ReceiverStatus {
    status = next;
    events.emit({ type: 'system.receiverChanged', ...next });
    return next;
  }

  function make(): Open {
    const closing = new AbortController();
    const underWay = new UnderWay();
    const catchOne = createCatchRequest({
      ...parts,
      ...timeouts,
      record,
      budget,
      countAnswer,
      captureTimes,
      closing: closing.signal,
    });
    const catchRequest: CatchRequest = (incoming, response, target) => {
      const work = catchOne(incoming, response, target);
      underWay.add(work);
      return work;
    };
    return {
      app: createListener({ catchRequest, onClientError, record, clock, ...timeouts }),
      closing,
      underWay,
    };
  }

  /** Accepts nothing more at once; what is under way is answered, and cut short where its answer takes longer than that. */
  async function close(): Promise<void> {
    if (!open) return;
    const { app, closing, underWay } = open;
    open = null;
    const closed = app.close();
    const grace = setTimeout(() => {
      closing.abort();
      app.server.closeAllConnections();
    }, closeGraceMs);
    await closed;
    await underWay.none();
    clearTimeout(grace);
  }

  async function listen(host: string, port: number): Promise<ReceiverStatus> {
    await close();
    const made = make();
    try {
      await made.app.listen({ host, port });
    } catch (error) {
      await made.app.close();
      return setStatus({
        ...status,
        listening: false,
        url: null,
        host,
        port,
        problem: listenProblem(error, host, port),
      });
    }
    open = made;
    const address = made.app.server.address();
    const bound = typeof address === 'object' && address !== null ? address.port : port;
    return setStatus({
      ...status,
      listening: true,
      url: baseUrl(host, bound),
      host,
      port: bound,
      problem: null,
    });
  }

  async function endTls(): Promise<void> {
    const ending = tlsServer;
    tlsServer = null;
    if (ending) await new Promise<void>((resolve) => ending.close(() => resolve()));
  }

  async function serveTls(
    tls: { identity: Identity; host: string; port: number } | null,
  ): Promise<ReceiverStatus> {
    void endTls();
    if (!tls) return setStatus({ ...status, tlsUrl: null, tlsProblem: null });
    const { identity, host, port } = tls;
    const server = createTlsServer({
      key: identity.key,
      cert: identity.certificate,
      ALPNProtocols: ['http/1.1'],
    });
    // One HTTP server for both: its bounds, its timeouts and its end hold for these connections too.
    server.on('secureConnection', (socket) => {
      if (open) open.app.server.emit('connection', socket);
      else socket.destroy();
    });
    try {
      server.listen(port, host);
      await once(server, 'listening');
    } catch (error) {
      return setStatus({ ...status, tlsUrl: null, tlsProblem: listenProblem(error, host, port) });
    }
    tlsServer = server;
    const address = server.address();
    const bound = typeof address === 'object' && address !== null ? address.port : port;
    return setStatus({ ...status, tlsUrl: secureUrl(bound), tlsProblem: null });
  }

  /** Where HTTPS is, or would be once somebody listens: a command that only reads does not. */
  function secureBase(): string | null {
    if (status.tlsUrl) return status.tlsUrl;
    const { receiverTls, receiverTlsPort } = settings.get();
    return receiverTls && !status.listening && receiverTlsPort !== 0 ? secureUrl(receiverTlsPort) : null;
  }

  return {
    status: () => status,
    listen,
    serveTls,
    async close() {
      await Promise.all([close(), endTls()]);
    },
    timesOf: captureTimes.of,

    urlsOf(webhookId) {
      const secure = secureBase();
      return {
        url: endpointUrl(status.url ?? baseUrl(status.host, status.port), webhookId),
        httpsUrl: secure === null ? null : endpointUrl(secure, webhookId),
      };
    },
  };
}
