import path from 'node:path';
import { Command } from 'commander';
import { resolveHostOptions } from '../hosts/options.ts';
import { version } from '../hosts/version.ts';
import { isLoopback } from '../transports/guard.ts';
import { type ServeAddresses, startServe } from './start-serve.ts';

interface ServeFlags {
  dataDir?: string;
  port?: string;
  receiverPort?: string;
  tls?: boolean;
  tlsPort?: string;
  host?: string;
  token?: string;
  allowHost?: string[];
  json?: boolean;
}

/** Built, the hosts stand in out/main beside out/renderer. */
const interfaceDir = path.join(import.meta.dirname, '..', 'renderer');

function announce(addresses: ServeAddresses, host: string): void {
  const page = new URL(addresses.interface);
  page.searchParams.set('token', addresses.token);
  console.log(
    [
      `Tacklebox ${version}`,
      `  interface  ${page.href}`,
      `  receiver   ${addresses.receiver}`,
      ...(addresses.receiverTls === undefined ? [] : [`  HTTPS      ${addresses.receiverTls}`]),
      `  data       ${addresses.dataDir}`,
      ...(isLoopback(host)
        ? []
        : [`  Listening on ${host}: whoever reaches this machine reaches both ports.`]),
      'Ctrl+C stops it.',
    ].join('\n'),
  );
}

/** Resolves with the first signal to stop; a second one ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(signal === 'SIGINT' ? 130 : 143);
        asked = true;
        resolve();
      });
    }
  });
}

/** `tacklebox serve`: the interface in any browser. Runs until a signal ends it. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('Run the engine and serve the interface to a browser.')
    .option('--data-dir <dir>', 'where everything is kept [TACKLEBOX_DATA_DIR]')
    .option('--port <n>', "the interface's port, 0 for a free one (default: 4666) [TACKLEBOX_PORT]")
    .option('--receiver-port <n>', "the receiver's port (default: 4665) [TACKLEBOX_RECEIVER_PORT]")
    .option('--tls', 'the receiver serves HTTPS too, see `tacklebox tls` [TACKLEBOX_TLS]')
    .option('--tls-port <n>', 'the port for HTTPS, 0 for a free one (default: 4667) [TACKLEBOX_TLS_PORT]')
    .option('--host <address>', 'where both ports listen (default: 127.0.0.1) [TACKLEBOX_HOST]')
    .option('--token <token>', 'what callers must know (default: a random one) [TACKLEBOX_TOKEN]')
    .option(
      '--allow-host <name>',
      'a further name of this machine, behind a proxy (repeatable)',
      (name: string, all: string[] = []) => [...all, name],
    )
    .option('--json', 'print the addresses as one line of JSON')
    .action(async (flags: ServeFlags) => {
      const options = resolveHostOptions({ ...flags, tls: flags.tls ? 'true' : undefined });
      const stopped = stopSignal();
      const serve = await startServe({ ...options, interfaceDir, allowedHosts: flags.allowHost ?? [] });
      if (flags.json) console.log(JSON.stringify(serve.addresses));
      else announce(serve.addresses, options.host ?? '127.0.0.1');
      await stopped;
      await serve.close();
    });
}
