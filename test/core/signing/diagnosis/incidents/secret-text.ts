import { createHash, createHmac } from 'node:crypto';
import type { Fault } from './fault.ts';
import { computed, fault, signedWith, withSecret } from './fault.ts';
import type { Broken, Chance, Genuine } from './genuine.ts';

/** A variable as shells and templates write it. */
const unexpanded = (name: string) => `$${'{'}${name}}`;

const text = fault('secret text');
const nearly = fault('nearly the secret');
const other = fault('not the secret');

/** The same slip on the checker's or on the sender's side. */
const slip =
  (change: (secret: string, chance: Chance) => string | null) =>
  (genuine: Genuine, chance: Chance): Broken | null => {
    const changed = change(genuine.secret, chance);
    if (changed === null) return null;
    return (chance.next() < 0.35 ? signedWith(genuine, changed) : null) ?? withSecret(genuine, changed);
  };

const isText = ({ scheme }: Genuine) => scheme.kind === 'hmac' && scheme.key === 'utf8';
const utf8Only =
  (damage: Fault['damage']): Fault['damage'] =>
  (g, c) =>
    isText(g) ? damage(g, c) : null;
const splice = (s: string, at: number, remove: number, put: string) =>
  s.slice(0, at) + put + s.slice(at + remove);
const swapCase = (s: string) => (s === s.toUpperCase() ? s.toLowerCase() : s.toUpperCase());

export const secretText: Fault[] = [
  text(
    'line break at the end',
    slip((s, c) => s + c.pick(['\n', '\r\n', '\r'])),
    /line break|newline|line feed/i,
  ),
  text(
    'blank at an end',
    slip((s, c) => c.pick([`${s} `, ` ${s}`, `${s}\t`, `  ${s}`])),
    /blank|space|white|tab/i,
  ),
  text(
    'quotes around it',
    slip((s, c) => c.pick([`"${s}"`, `'${s}'`, `\`${s}\``])),
    /quot/i,
  ),
  text(
    'one quote left',
    slip((s, c) => c.pick([`"${s}`, `${s}"`, `${s}'`])),
    /quot/i,
  ),
  text(
    'typographic quotes',
    slip((s, c) => c.pick([`“${s}”`, `„${s}“`, `«${s}»`, `’${s}’`])),
    /quot/i,
  ),
  text(
    'the variable’s name before it',
    slip(
      (s, c) =>
        c.pick(['WEBHOOK_SECRET=', 'export SIGNING_KEY=', 'secret: ', 'Signing secret: ', 'SECRET = ']) + s,
    ),
    /name|label|before|variable/i,
  ),
  text(
    'comment of the .env line',
    slip((s, c) => s + c.pick([' # production', ' // live', ' # do not share', '; prod'])),
    /comment|after/i,
  ),
  text(
    'semicolon, comma or full stop after it',
    slip((s, c) => s + c.pick([';', ',', '.'])),
    /after|end|extra|punctuation|character/i,
  ),
  text(
    'invisible characters',
    slip((s, c) =>
      c.pick([
        `\u200b${s}`,
        `${s}\u200b`,
        `\ufeff${s}`,
        splice(s, 7, 0, '\u00ad'),
        splice(s, 9, 0, '\u2060'),
        `${s}\u200e`,
      ]),
    ),
    /invisible|zero.width|mark/i,
  ),
  text(
    'no-break space',
    slip((s, c) => c.pick([`${s}\u00a0`, `\u00a0${s}`, `\u202f${s}`])),
    /no-break|non-breaking|space|blank|invisible/i,
  ),
  text(
    'escaped line break as two characters',
    slip((s, c) => s + c.pick(['\\n', '\\r\\n', '\\t'])),
    /escap|\\n|line break|\\t/i,
  ),
  text(
    'pasted twice',
    slip((s) => s + s),
    /twice|doubled/i,
  ),
  text(
    'pasted twice with a line break',
    slip((s, c) => `${s}${c.pick(['\n', ' ', ','])}${s}`),
    /twice|doubled|line|list|several/i,
  ),
  text(
    'base64 of it (Kubernetes)',
    slip((s) => Buffer.from(s).toString('base64')),
    /base64/i,
  ),
  text(
    'base64 of it with its line break (echo | base64)',
    slip((s) => Buffer.from(`${s}\n`).toString('base64')),
    /base64/i,
  ),
  text(
    'base64 twice',
    slip((s) => Buffer.from(Buffer.from(s).toString('base64')).toString('base64')),
    /base64/i,
  ),
  text(
    'hex of it',
    slip((s) => Buffer.from(s).toString('hex')),
    /hex/i,
  ),
  text(
    'percent-encoded',
    slip((s, c) => splice(s, 4 + c.below(8), 1, '%2B')),
    /percent|url|escap|character|one|nearly/i,
  ),
  text(
    'percent-encoded whole',
    slip((s) => (encodeURIComponent(s) === s ? null : encodeURIComponent(s))),
    /percent|url/i,
  ),
  text(
    'JSON around it (secrets manager)',
    slip((s, c) =>
      c.pick([
        JSON.stringify({ secret: s }),
        JSON.stringify({ WEBHOOK_SECRET: s, OTHER: 'x' }),
        JSON.stringify([s]),
      ]),
    ),
    /JSON|object/i,
  ),
  text(
    'angle or other brackets around it',
    slip((s, c) => c.pick([`<${s}>`, `[${s}]`, `(${s})`, `{${s}}`])),
    /bracket|around|</i,
  ),
  text(
    'printed as Python bytes',
    slip((s) => `b'${s}'`),
    /bytes|b'|python/i,
  ),
  text(
    'HTML entities',
    slip((s) => (s.length > 8 ? `&quot;${s}&quot;` : null)),
    /entit|HTML|&quot|quot/i,
  ),
  text(
    'prefix dropped',
    slip((s) => (/^[a-z]+(_[a-z]+)*_/.test(s) ? s.replace(/^[a-z]+(_[a-z]+)*_/, '') : null)),
    /prefix/i,
  ),
  text(
    'prefix put before it',
    utf8Only(slip((s) => (s.startsWith('whsec_') ? null : `whsec_${s}`))),
    /prefix|whsec_/i,
  ),
  text(
    'prefix twice',
    slip((s) => (s.startsWith('whsec_') ? `whsec_${s}` : null)),
    /twice|prefix/i,
  ),
  text(
    'in the other case',
    utf8Only(slip((s) => (swapCase(s) === s ? null : swapCase(s)))),
    /case|upper|lower|capital/i,
  ),
  text(
    'line break in the middle (wrapped in YAML)',
    slip((s, c) => splice(s, 10 + c.below(8), 0, c.pick(['\n', '\n  ', ' ', '\\\n']))),
    /line break|newline|blank|space|inside|within|character/i,
  ),
  text(
    'all secrets of a rotation in one',
    slip((s, c) =>
      c.pick([
        `${s},oldsecret0123456789abcdef`,
        `oldsecret0123456789abcdef,${s}`,
        `${s} oldsecret0123456789abcdef`,
      ]),
    ),
    /list|several|two|comma|joined|part/i,
  ),
  text(
    'label of the password manager',
    slip((s, c) => c.pick(['Secret key\n', 'Webhook signing secret:\n', 'Key\t']) + s),
    /label|before|line/i,
  ),
  text(
    'Bearer before it',
    slip((s) => `Bearer ${s}`),
    /Bearer|before|label/i,
  ),
  text(
    'backslash before special characters',
    slip((s) => (s.includes('_') ? s.replaceAll('_', '\\_') : null)),
    /escap|backslash/i,
  ),
  text(
    'hex decoded though it is text',
    (g) =>
      /^([0-9a-f]{2})+$/.test(g.secret) && g.scheme.kind === 'hmac' && g.scheme.key === 'utf8'
        ? { request: g.signed({ scheme: { ...g.scheme, key: 'hex' } }), secrets: [g.secret] }
        : null,
    /hex/i,
  ),
  text(
    'base64 decoded though it is text',
    (g) =>
      /^[A-Za-z0-9]{32}$/.test(g.secret) && g.scheme.kind === 'hmac' && g.scheme.key === 'utf8'
        ? { request: g.signed({ scheme: { ...g.scheme, key: 'base64' } }), secrets: [g.secret] }
        : null,
    /base64|decoded/i,
  ),
  text(
    'used as text though it is base64',
    (g) =>
      g.scheme.kind === 'hmac' && g.scheme.key === 'whsec-base64'
        ? { request: g.signed({ scheme: { ...g.scheme, key: 'utf8' } }), secrets: [g.secret] }
        : null,
    /text|decod|base64/i,
  ),
  text(
    'used as text without its prefix though it is base64',
    (g) =>
      g.scheme.kind === 'hmac' && g.scheme.key === 'whsec-base64'
        ? {
            request: g.signed({
              scheme: { ...g.scheme, key: 'utf8' },
              secret: g.secret.replace('whsec_', ''),
            }),
            secrets: [g.secret],
          }
        : null,
    /text|decod|base64|prefix/i,
  ),
  text(
    'hashed before use',
    (g) => {
      const digest = hashed(g.secret);
      return signedWith(g, digest);
    },
    /hash|digest|SHA-256/i,
  ),
  text(
    'UTF-16 (Encoding.Unicode)',
    (g) => (isText(g) ? signedWith(g, [...g.secret].map((ch) => `${ch}\0`).join('')) : null),
    /UTF-16/i,
  ),
];

function hashed(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

const lookAlikes: Record<string, string> = {
  l: '1',
  '1': 'l',
  I: 'l',
  O: '0',
  '0': 'O',
  o: '0',
  S: '5',
  '5': 'S',
  B: '8',
  Z: '2',
};

export const nearlySecret: Fault[] = [
  nearly(
    'first character missed when selecting',
    slip((s) => s.slice(1)),
    /first|missing|begin|character|prefix/i,
  ),
  nearly(
    'last character missed when selecting',
    slip((s) => s.slice(0, -1)),
    /last|missing|end|character|padding/i,
  ),
  nearly(
    'one character missing',
    slip((s, c) => splice(s, 8 + c.below(s.length - 10), 1, '')),
    /character/i,
  ),
  nearly(
    'one character twice',
    slip((s, c) => {
      const at = 8 + c.below(s.length - 10);
      return splice(s, at, 0, s.charAt(at));
    }),
    /character|twice/i,
  ),
  nearly(
    'two neighbours exchanged',
    slip((s, c) => {
      const at = 8 + c.below(s.length - 10);
      return splice(s, at, 2, s.charAt(at + 1) + s.charAt(at));
    }),
    /exchang|swap|neighbo|character|order/i,
  ),
  nearly(
    'look-alike typed',
    slip((s, c) => {
      const places = [...s].flatMap((ch, at) => (lookAlikes[ch] && at > 6 ? [at] : []));
      if (places.length === 0) return null;
      const at = c.pick(places);
      return splice(s, at, 1, lookAlikes[s.charAt(at)] ?? '');
    }),
    /look|alike|character|similar/i,
  ),
  nearly(
    'one wrong character',
    slip((s, c) => {
      const at = 8 + c.below(s.length - 9);
      const put = c.pick([...'abcdef0123456789'].filter((x) => x !== s.charAt(at)));
      return splice(s, at, 1, put);
    }),
    /character/i,
  ),
  nearly(
    'Cyrillic letters in it',
    slip((s) => (/[aceo]/.test(s) ? s.replace('a', 'а').replace('c', 'с').replace('e', 'е') : null)),
    /look|alike|cyrillic|character|letter/i,
  ),
  nearly(
    'auto-capital at the start',
    slip((s) => (/^[a-z]/.test(s) ? s.charAt(0).toUpperCase() + s.slice(1) : null)),
    /case|capital|upper/i,
  ),
  nearly(
    'dash turned into a long one',
    slip((s, c) => splice(s, 10, 0, c.pick(['–', '—', '‑']))),
    /dash|typograph|character|hyphen/i,
  ),
  nearly(
    'extra character typed',
    slip((s, c) => splice(s, 6 + c.below(s.length - 6), 0, c.pick([...'abcdef12345']))),
    /character/i,
  ),
  nearly(
    'cut by a column of 16 or 32',
    slip((s, c) => {
      const to = c.pick([s.length - 2, s.length - 3]);
      return s.slice(0, to);
    }),
    /cut|missing|short|character|end|last/i,
  ),
  nearly(
    'cut at the dollar sign or hash',
    (g, c) => {
      const whole = `${g.secret.slice(0, 12)}${c.pick(['$', '#'])}${g.secret.slice(12)}`;
      const signed = signedWith(g, whole);
      return signed && { request: signed.request, secrets: [g.secret] };
    },
    /character|cut|\$|#/i,
  ),
];

export const notTheSecret: Fault[] = [
  other(
    'masked value copied',
    (g, c) =>
      withSecret(
        g,
        c.pick([
          `${g.secret.slice(0, 8)}••••••••••••`,
          `****************${g.secret.slice(-4)}`,
          `${g.secret.slice(0, 6)}...${g.secret.slice(-4)}`,
          `xxxxxxxxxxxx${g.secret.slice(-4)}`,
        ]),
      ),
    /mask|hidden|dots|star/i,
  ),
  other(
    'placeholder',
    (g, c) =>
      withSecret(
        g,
        c.pick([
          'your-webhook-secret',
          'changeme',
          '<YOUR_SECRET_HERE>',
          'whsec_...',
          'REPLACE_ME',
          'my-secret',
          'test',
          'whsec_xxxxxxxxxxxxxxxxxxxx',
          'TODO',
          'secret',
        ]),
      ),
    /placeholder|example|default/i,
  ),
  other(
    'variable not expanded',
    (g, c) =>
      withSecret(
        g,
        c.pick([
          unexpanded('WEBHOOK_SECRET'),
          '$WEBHOOK_SECRET',
          '{{ secrets.WEBHOOK_SECRET }}',
          '%WEBHOOK_SECRET%',
          'process.env.WEBHOOK_SECRET',
          "os.environ['SECRET']",
          unexpanded('{ secrets.KEY }'),
          'env(WEBHOOK_SECRET)',
          '#{ENV["SECRET"]}',
          '$(cat secret.txt)',
        ]),
      ),
    /variable|expand|replaced|placeholder/i,
  ),
  other(
    'API key instead',
    (g, c) =>
      withSecret(
        g,
        c.pick([
          'sk_live_51H8abcdefghijklmnop',
          'sk_test_4eC39HqLyjWDarjtT1zdp7dc',
          'pk_live_51Habcdef',
          'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
          'xoxb-123456789012-abcdefghijkl',
          'shpat_0123456789abcdef0123456789abcdef',
          'rk_live_abcdef0123456789',
          'AKIAIOSFODNN7EXAMPLE',
          'SG.abcdefghij.klmnopqrstuvwxyz',
          'lin_api_abcdef0123456789',
        ]),
      ),
    /API key|API token|access/i,
  ),
  other(
    'a reference nobody resolved',
    (g, c) =>
      withSecret(
        g,
        c.pick([
          'op://prod/stripe/secret',
          'arn:aws:secretsmanager:eu-west-1:123456789012:secret:hook-AbCdEf',
          'vault:secret/data/hooks#key',
          'projects/acme/secrets/hook/versions/latest',
          '/run/secrets/webhook',
          'ssm:/prod/hook/secret',
          'file:///etc/secret',
        ]),
      ),
    /reference|path|resolved|file|place|variable|manager/i,
  ),
  other(
    'an encrypted value',
    (g, c) =>
      withSecret(
        g,
        c.pick([
          'ENC[AES256_GCM,data:abcdef==,iv:abc,tag:def,type:str]',
          'vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM13ok481zoCmHnSeDX9vyf7w==',
          '$ANSIBLE_VAULT;1.1;AES256',
          'AQICAHhEncryptedBlobEncryptedBlobEncryptedBlobEncryptedBlobEncryptedBlob==',
          '-----BEGIN PGP MESSAGE-----',
        ]),
      ),
    /encrypt/i,
  ),
  other(
    'the endpoint’s id',
    (g, c) =>
      withSecret(
        g,
        c.pick([
          'we_1MrT2uLkdIwHu7ix',
          'ep_2KWPBgLlAfxdpx2AI54pPJ85f4W',
          '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
          '1a2b3c4d-0000-4111-8222-333344445555',
        ]),
      ),
    /\bid\b|identif/i,
  ),
  other('the endpoint’s URL', (g) => withSecret(g, 'https://hooks.example.com/webhooks'), /URL|address/i),
  other(
    'a public key',
    (g) =>
      withSecret(
        g,
        '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----',
      ),
    /PEM|public key|key pair|certificate/i,
  ),
  other(
    'sender signed with "undefined"',
    (g, c) => signedWith(g, c.pick(['undefined', 'null', 'None', 'nil', '[object Object]', 'NaN', 'false'])),
    /undefined|null|None|nil|object|NaN|false|unset|not set/,
  ),
  other(
    'sender signed with its unexpanded variable',
    (g, c) =>
      signedWith(g, c.pick([unexpanded('WEBHOOK_SECRET'), 'process.env.WEBHOOK_SECRET', '$WEBHOOK_SECRET'])),
    /variable|expand/i,
  ),
  other(
    'sender signed with a placeholder',
    (g, c) =>
      signedWith(g, c.pick(['changeme', 'secret', 'your-webhook-secret', 'test', 'my-secret', 'password'])),
    /placeholder|default|example/i,
  ),
  other('sender signed with an empty key', (g) => emptyKey(g), /empty/i),
  other(
    'this secret belongs to another endpoint',
    (g, c) => ({
      ...(withSecret(g, c.text('abcdef0123456789', 40)) ?? { request: g.request, secrets: [] }),
      otherSecrets: [{ label: 'the one of the endpoint "Shop"', secret: g.secret }],
    }),
    /Shop/,
  ),
  other(
    'test mode’s secret for live',
    (g, c) =>
      withSecret(
        g,
        (/^[a-z_]+_/.exec(g.secret)?.[0] ?? '') +
          Buffer.from(c.text('abcdefghijklmnop', 24)).toString('base64'),
      ),
    /another|No known mistake|different/i,
  ),
  other('nothing but blanks', (g) => withSecret(g, '   '), /empty|blank|nothing/i),
  other(
    'the word undefined configured',
    (g, c) => withSecret(g, c.pick(['undefined', 'null', 'None', '[object Object]'])),
    /undefined|null|None|object|unset|not set/,
  ),
  other(
    'JSON Web Token instead',
    (g) =>
      withSecret(
        g,
        'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
      ),
    /JWT|token/i,
  ),
];

function emptyKey(genuine: Genuine): Broken | null {
  const { scheme } = genuine;
  if (scheme.kind !== 'hmac') return null;
  return computedWith(genuine, Buffer.alloc(0));
}

function computedWith(genuine: Genuine, key: Buffer): Broken | null {
  const { scheme } = genuine;
  if (scheme.kind !== 'hmac') return null;
  return computed(genuine, (_, content) => createHmac(scheme.hash, key).update(content).digest());
}
