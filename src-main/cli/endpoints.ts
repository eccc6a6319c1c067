import type { Command } from 'commander';
import type { Endpoint } from '#core/delivery/endpoint.ts';
import { type CommonFlags, command, group } from './command.ts';
import { wholeNumber } from './inputs.ts';
import { faint, paint, printJson, table } from './output.ts';
import { openSession, type Session, withSession } from './session.ts';

type Work = (session: Session) => Promise<void>;

const inSession = (flags: CommonFlags, work: Work): Promise<void> => withSession(openSession(flags), work);

const state = ({ active }: Endpoint) => (active ? paint('green', 'active') : faint('inactive'));

function show(endpoint: Endpoint, flags: CommonFlags): void {
  if (flags.json) {
    printJson(endpoint);
    return;
  }
  const rows: [string, string][] = [
    ['id', endpoint.webhookId],
    ['name', endpoint.name],
    ['url', endpoint.url],
    ['provider', endpoint.provider],
    ['state', state(endpoint)],
    ['enforce', endpoint.enforce],
    ['forward', endpoint.forward?.routes.map(({ target }) => target.url).join(', ') ?? 'no'],
    ['secrets', endpoint.secretFingerprints.join(', ') || 'none'],
    ['deliveries', String(endpoint.deliveries)],
    ['last', endpoint.lastDeliveryAt ?? 'never'],
  ];
  console.log(table(rows.map(([label, value]) => [faint(label), value])));
}

const create = () =>
  command('create', 'Make an endpoint. Its secret is shown once.')
    .requiredOption('--name <name>', 'what to call it')
    .option('--provider <id>', 'who will send (default: generic)')
    .option('--secret <secret>', 'a secret that the provider made (default: a fresh one)')
    .option('--forward <url>', 'hand each accepted delivery on to this address')
    .action((flags: CommonFlags & { name: string; provider?: string; secret?: string; forward?: string }) =>
      inSession(flags, async ({ client }) => {
        const { name, provider, secret, forward } = flags;
        const made = await client.endpoints.create({ name, provider, secret });
        if (forward !== undefined) {
          await client.endpoints.update({ webhookId: made.webhookId, forward: { url: forward } });
        }
        if (flags.json) return printJson(made);
        console.log(
          table([
            [faint('id'), made.webhookId],
            [faint('url'), made.url],
            [faint('secret'), `${made.signingSecret}  ${faint('(shown once)')}`],
          ]),
        );
      }),
    );

const list = () =>
  command('list', 'List the endpoints.').action((flags: CommonFlags) =>
    inSession(flags, async ({ client }) => {
      const { webhooks } = await client.endpoints.list({});
      if (flags.json) return printJson({ webhooks });
      if (webhooks.length === 0)
        return console.log('No endpoints yet: `tacklebox endpoints create --name …`');
      console.log(
        table(
          webhooks.map((endpoint) => [
            endpoint.webhookId,
            state(endpoint),
            endpoint.provider,
            `${endpoint.deliveries} deliveries`,
            endpoint.name,
          ]),
        ),
      );
    }),
  );

const get = () =>
  command('get', 'Show one endpoint.')
    .argument('<id>', 'whk_…')
    .action((webhookId: string, flags: CommonFlags) =>
      inSession(flags, async ({ client }) => show(await client.endpoints.get({ webhookId }), flags)),
    );

const rotate = () =>
  command('rotate', 'Replace the secret; the new one is shown once.')
    .argument('<id>', 'whk_…')
    .option('--overlap <seconds>', 'how long the old one is accepted too (default: 0)', wholeNumber)
    .action((webhookId: string, flags: CommonFlags & { overlap?: number }) =>
      inSession(flags, async ({ client }) => {
        const rotated = await client.endpoints.rotateSecret({ webhookId, overlapSeconds: flags.overlap });
        if (flags.json) return printJson(rotated);
        console.log(`${rotated.signingSecret}  ${faint('(shown once)')}`);
      }),
    );

const activation = (name: 'deactivate' | 'reactivate', description: string) =>
  command(name, description)
    .argument('<id>', 'whk_…')
    .action((webhookId: string, flags: CommonFlags) =>
      inSession(flags, async ({ client }) => show(await client.endpoints[name]({ webhookId }), flags)),
    );

/** `tacklebox endpoints …` */
export const endpointsCommand = (): Command =>
  group('endpoints', 'Addresses to catch at: make, list, rotate, switch off and on.', [
    create(),
    list(),
    get(),
    rotate(),
    activation('deactivate', 'Stop accepting: requests get 404 from now on.'),
    activation('reactivate', 'Accept again.'),
  ]);
