import { randomBytes } from 'node:crypto';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { createEngine } from '../engine/create-engine.ts';
import type { HostOptions } from '../hosts/options.ts';
import { removeServeRecord, writeServeRecord } from '../hosts/serve-record.ts';
import { version } from '../hosts/version.ts';
import { startHttpTransport } from '../transports/http.ts';

export interface ServeOptions extends HostOptions {
  interfaceDir: string;
  allowedHosts: readonly string[];
}

/** What `--json` prints: where things are once both ports accept connections. */
export interface ServeAddresses {
  interface: string;
  token: string;
  receiver: string;
  /** Over HTTPS, where it is on. */
  receiverTls?: string;
  dataDir: string;
}

export interface Serve {
  readonly addresses: ServeAddresses;
  /** In order: stop accepting, finish what is in flight, flush. */
  close(): Promise<void>;
}

/**
 * The engine and its interface over HTTP. Throws data_folder_in_use, interface_port_taken, receiver_port_taken, …: a
 * server that can't do both its jobs doesn't start.
 */
export async function startServe(options: ServeOptions): Promise<Serve> {
  const { dataDir, host = '127.0.0.1', token = randomBytes(24).toString('base64url') } = options;
  const engine = await createEngine({
    host: 'serve',
    version,
    dataDir,
    receiverPort: options.receiverPort,
    receiverHost: options.host,
    receiverTls: options.tls,
    receiverTlsPort: options.tlsPort,
    key: options.key,
    onBug: (error, where) => console.error(`${where} failed; this is a bug in Tacklebox:`, error),
  });
  try {
    const receiver = engine.parts.receiver.status();
    if (!receiver.listening || receiver.url === null) {
      throw new TackleboxError(
        'receiver_port_taken',
        receiver.problem ?? `Nothing can be caught on port ${receiver.port}.`,
      );
    }
    const http = await startHttpTransport({ ...options, engine, host, token });
    const addresses = {
      interface: http.url,
      token,
      receiver: receiver.url,
      ...(!receiver.tlsUrl ? {} : { receiverTls: receiver.tlsUrl }),
      dataDir,
    };
    writeServeRecord(dataDir, { pid: process.pid, interface: http.url, token });
    return {
      addresses,
      async close() {
        removeServeRecord(dataDir);
        await http.close();
        await engine.close();
      },
    };
  } catch (error) {
    await engine.close();
    throw error;
  }
}
