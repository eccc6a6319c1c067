import { type Command, Option } from 'commander';
import { type Endpoint, Enforce } from '#core/delivery/endpoint.ts';
import { type CommonFlags, command, group } from './command.ts';
import { collect, collectField, list as commaList, wholeNumber } from './inputs.ts';
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
    ...(endpoint.httpsUrl === null ? [] : [['https', endpoint.httpsUrl] satisfies [string, string]]),
    ['provider', endpoint.provider],
    ['state', state(endpoint)],
    ...(endpoint.tag === null ? [] : [['tag', endpoint.tag] satisfies [string, string]]),
    ['accepts', endpoint.auth ?? 'every way of its provider'],
    ['repeats', endpoint.dropRepeats ? 'answered, not handed on' : 'marked'],
    ['from', endpoint.access.allowFrom.join(', ') || 'any address'],
    ['agreed', Object.keys(endpoint.handshake).join(', ') || 'nothing'],
    ['enforce', endpoint.enforce],
    ['forward', endpoint.forward?.routes.map(({ target }) => target.url).join(', ') ?? 'no'],
    ['secrets', endpoint.secretFingerprints.join(', ') || 'none'],
    ['deliveries', String(endpoint.deliveries)],
    ['last', endpoint.lastDeliveryAt ?? 'never'],
  ];
  console.log(table(rows.map(([label, value]) => [faint(label), value])));
}

/** What an endpoint takes of its provider, as flags. */
interface ChoiceFlags {
  tag?: string;
  auth?: string;
  platform?: string;
  subscribed?: string[];
  dropRepeats?: boolean;
  field?: Record<string, string>;
}

const withChoices = (base: Command): Command =>
  base
    .option(
      '--tag <tag>',
      "whose events arrive, for a provider that carries others' (alfe: generic, github, stripe, slack)",
    )
    .option(
      '--auth <method>',
      'accept this one of its ways to authenticate (voice-agent: hmac, api-key, basic, bearer)',
    )
    .option(
      '--platform <id>',
      'which platform a simulated sender stands for (convocore: convocore, voiceflow)',
    )
    .option('--subscribed <types>', 'which event types a simulated sender sends here, by comma', commaList)
    .option('--drop-repeats', 'answer what repeats a delivery id, and do not hand it on')
    .option('--no-drop-repeats', 'hand repeats on too')
    .option(
      '--field <name=value>',
      "a value agreed with the provider: its scheme's key id, its handshake's token (repeatable)",
      collectField,
    );

const isGiven = ([, value]: [string, string]): boolean => value !== '';

/** Absent flags choose nothing; a platform or a list of types leaves the other as it was. */
function choiceFrom(flags: ChoiceFlags, before?: Endpoint) {
  const { tag, auth, dropRepeats, platform, subscribed, field } = flags;
  const old = before?.subscription ?? { eventTypes: [], platform: null };
  const subscription =
    platform === undefined && subscribed === undefined
      ? undefined
      : { eventTypes: subscribed ?? old.eventTypes, platform: platform ?? old.platform };
  // What was agreed before stays, by its mask.
  const handshake =
    field && Object.fromEntries(Object.entries({ ...before?.handshake, ...field }).filter(isGiven));
  return { tag, auth: auth === 'any' ? null : auth, dropRepeats, subscription, handshake };
}

interface CreateFlags extends CommonFlags, ChoiceFlags {
  name: string;
  provider?: string;
  secret?: string;
  forward?: string;
}

interface UpdateFlags extends CommonFlags, ChoiceFlags {
  name?: string;
  provider?: string;
  enforce?: Enforce;
  forward?: string;
  allowFrom?: string[];
}

const update = () =>
  withChoices(command('update', 'Change an endpoint. What no flag names stays as it is.'))
    .argument('<id>', 'whk_…')
    .option('--name <name>', 'what to call it')
    .option('--provider <id>', 'who will send')
    .addOption(new Option('--enforce <when>', 'reject what does not verify').choices(Enforce.options))
    .option('--forward <url>', "hand each accepted delivery on to this address; 'none' for nowhere")
    .option(
      '--allow-from <address>',
      "take requests from this address or range (repeatable); 'any' for all",
      collect,
    )
    .action((webhookId: string, flags: UpdateFlags) =>
      inSession(flags, async ({ client }) => {
        const { name, provider, enforce, forward, allowFrom } = flags;
        const before = await client.endpoints.get({ webhookId });
        const changed = await client.endpoints.update({
          webhookId,
          name,
          provider,
          enforce,
          ...(forward === undefined ? {} : { forward: forward === 'none' ? null : { url: forward } }),
          ...(allowFrom === undefined
            ? {}
            : { access: { allowFrom: allowFrom.filter((address) => address !== 'any') } }),
          ...choiceFrom(flags, before),
        });
        show(changed, flags);
      }),
    );

const create = () =>
  withChoices(command('create', 'Make an endpoint. Its secret is shown once.'))
    .requiredOption('--name <name>', 'what to call it')
    .option('--provider <id>', 'who will send (default: generic)')
    .option('--secret <secret>', 'a secret that the provider made (default: a fresh one)')
    .option('--forward <url>', 'hand each accepted delivery on to this address')
    .action((flags: CreateFlags) =>
      inSession(flags, async ({ client }) => {
        const { name, provider, secret, forward } = flags;
        const made = await client.endpoints.create({ name, provider, secret, ...choiceFrom(flags) });
        if (forward !== undefined) {
          await client.endpoints.update({ webhookId: made.webhookId, forward: { url: forward } });
        }
        if (flags.json) return printJson(made);
        console.log(
          table([
            [faint('id'), made.webhookId],
            [faint('url'), made.url],
            ...(made.httpsUrl === undefined ? [] : [[faint('https'), made.httpsUrl]]),
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

const remove = () =>
  command('delete', 'Delete an endpoint for good, with its secrets. Its deliveries stay.')
    .argument('<id>', 'whk_…')
    .option('--deliveries', 'delete what it caught, too')
    .action((webhookId: string, flags: CommonFlags & { deliveries?: boolean }) =>
      inSession(flags, async ({ client }) => {
        const deleted = await client.endpoints.delete({ webhookId, deliveries: flags.deliveries });
        if (flags.json) return printJson(deleted);
        console.log(
          `${webhookId} is deleted${flags.deliveries ? `, with ${deleted.deliveries} deliveries` : ''}`,
        );
      }),
    );

/** `tacklebox endpoints …` */
export const endpointsCommand = (): Command =>
  group('endpoints', 'Addresses to catch at: make, list, rotate, switch off and on, delete.', [
    create(),
    list(),
    get(),
    update(),
    rotate(),
    activation('deactivate', 'Stop accepting: requests get 404 from now on.'),
    activation('reactivate', 'Accept again.'),
    remove(),
  ]);
