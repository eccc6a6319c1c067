import type { Command } from 'commander';
import type { ContractClient, EngineEvent } from '#core/contract/index.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { type CommonFlags, command } from './command.ts';
import { type SecretFlags, secretFrom, wholeNumber } from './inputs.ts';
import { faint, paint, printJson } from './output.ts';
import { openSession, withSession } from './session.ts';
import { deliveryRow, rejectedRow } from './show-delivery.ts';

interface ListenFlags extends CommonFlags, SecretFlags {
  provider?: string;
  forward?: string;
  port?: string;
  count?: number;
}

/** Where to post: an endpoint of this command's own, or all that there are. */
interface Listening {
  urls: string[];
  /** Made here, so switched off again at the end. */
  own: { webhookId: string; signingSecret: string; secretIsFresh: boolean } | null;
}

async function listeningPoint(client: ContractClient, flags: ListenFlags): Promise<Listening> {
  const secret = await secretFrom(flags);
  const { provider, forward } = flags;
  const wantsOwn = provider !== undefined || secret !== undefined || forward !== undefined;
  const { webhooks } = await client.endpoints.list({});
  const active = webhooks.filter((endpoint) => endpoint.active);
  if (!wantsOwn && active.length > 0) return { urls: active.map(({ url }) => url), own: null };
  const { webhookId, url, signingSecret } = await client.endpoints.create({
    name: `tacklebox listen${provider ? ` --provider ${provider}` : ''}`,
    provider,
    secret,
  });
  if (forward !== undefined) await client.endpoints.update({ webhookId, forward: { url: forward } });
  return { urls: [url], own: { webhookId, signingSecret, secretIsFresh: secret === undefined } };
}

function announce({ urls, own }: Listening, flags: ListenFlags): void {
  if (flags.json) {
    printJson({
      type: 'listening',
      urls,
      webhookId: own?.webhookId,
      signingSecret: own?.signingSecret,
    });
    return;
  }
  for (const url of urls) console.log(`${faint('listening at')} ${paint('bold', url)}`);
  if (own?.secretIsFresh) console.log(`${faint('secret')} ${own.signingSecret}`);
  if (flags.forward) console.log(`${faint('forwarding to')} ${flags.forward}`);
}

/** What a tail shows of an event; null for those that it leaves out. */
async function lineOf(event: EngineEvent, client: ContractClient): Promise<string | null> {
  if (event.type === 'delivery.rejected') return rejectedRow(event).join('  ');
  if (event.type !== 'delivery.captured') return null;
  const row = [...deliveryRow(event), `${event.method} ${event.target}`].join('  ');
  if (event.verdict !== 'failed') return row;
  const { verdictDetail } = await client.deliveries.get({ deliveryId: event.deliveryId });
  const cause = verdictDetail?.diagnosis?.causes[0]?.title ?? verdictDetail?.summary;
  return cause === undefined ? row : `${row}\n  ${paint('red', cause)}`;
}

/** Resolves with the first signal to stop. */
const stopSignal = () =>
  new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });

/** `tacklebox listen`: catches and prints, like a tail, until a signal or `--count` ends it. */
export function listenCommand(): Command {
  return command('listen', 'Catch deliveries and print each with its verdict, like a tail.')
    .option('--provider <id>', 'who will send: makes an endpoint for as long as this runs')
    .option('--secret <secret>', 'a secret that the provider made (or --secret-file, or TACKLEBOX_SECRET)')
    .option('--secret-file <file>', 'read the secret from a file')
    .option('--forward <url>', 'hand each accepted delivery on to this address')
    .option('--port <n>', "the receiver's port, 0 for a free one (default: 4665) [TACKLEBOX_RECEIVER_PORT]")
    .option('--count <n>', 'end after so many requests', wholeNumber)
    .action((flags: ListenFlags) =>
      withSession(openSession(flags, { listen: true }), async ({ client, subscribe }) => {
        const { receiver } = await client.system.info({});
        if (!receiver.listening) {
          throw new TackleboxError('receiver_port_taken', receiver.problem ?? 'Nothing can be caught.');
        }
        const stopped = stopSignal();
        const point = await listeningPoint(client, flags);
        let seen = 0;
        let printed = Promise.resolve();
        const enough = new Promise<void>((resolve) => {
          void subscribe((batch) => {
            for (const event of batch) {
              if (event.type !== 'delivery.captured' && event.type !== 'delivery.rejected') continue;
              if (point.own && event.webhookId !== point.own.webhookId) continue;
              if (flags.count !== undefined && seen >= flags.count) return;
              seen += 1;
              printed = printed.then(async () => {
                if (flags.json) return printJson(event);
                const line = await lineOf(event, client);
                if (line !== null) console.log(line);
              });
            }
            if (flags.count !== undefined && seen >= flags.count) resolve();
          }).then(() => announce(point, flags));
        });
        await Promise.race([enough, stopped]);
        await printed;
        if (point.own) await client.endpoints.deactivate({ webhookId: point.own.webhookId });
      }),
    );
}
