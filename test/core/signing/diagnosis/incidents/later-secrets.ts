import { createHash, createHmac } from 'node:crypto';
import type { Fault } from './fault.ts';
import { computed, fault, signedWith, withSecret } from './fault.ts';
import type { Genuine } from './genuine.ts';

const secret = fault('secret text');
const nearly = fault('nearly the secret');
const other = fault('not the secret');

const hashOf = ({ scheme }: Genuine) => (scheme.kind === 'hmac' ? scheme.hash : 'sha256');
const isText = ({ scheme }: Genuine) => scheme.kind === 'hmac' && scheme.key === 'utf8';

export const laterSecrets: Fault[] = [
  secret('-n before it (echo -n of sh)', (g) => withSecret(g, `-n ${g.secret}`), /-n|before|echo/i),
  secret('in backticks of Markdown', (g) => withSecret(g, `\`${g.secret}\``), /backtick|quot|around|`/i),
  secret('in asterisks of Markdown', (g) => withSecret(g, `**${g.secret}**`), /asterisk|\*|around|before/i),
  secret(
    'in an HTML element',
    (g) => withSecret(g, `<code>${g.secret}</code>`),
    /HTML|tag|<code>|around|element/i,
  ),
  secret(
    'key id and secret together',
    (g, c) => withSecret(g, `whk_${c.text('abcdef0123456789', 12)}:${g.secret}`),
    /before|key id|label|more than|part|several values/i,
  ),
  secret(
    'two cells of a sheet',
    (g) => withSecret(g, `${g.secret}\tProduction`),
    /tab|after|follow|behind|cell|more than|several values/i,
  ),
  secret('formula of a sheet', (g) => withSecret(g, `="${g.secret}"`), /=|quot|around|before/i),
  secret(
    'padding lost at split("=")',
    (g) =>
      /=$/.test(g.secret)
        ? withSecret(g, g.secret.replace(/=+$/, ''))
        : fromBase64Text(g, (s) => s.replace(/=+$/, '')),
    /padding|=|missing|end/i,
  ),
  secret(
    'plus became a blank',
    (g) => fromBase64Text(g, (s) => s.replaceAll('+', ' ')),
    /plus|blank|\+|decoded/i,
  ),
  secret(
    '$$ replaced by the shell',
    (g, c) => signedWithOther(g, `pa$$${c.text('abcdef0123456789', 20)}`, (s) => s.replace('$$', '48213')),
    /\$|shell|expand|process/i,
  ),
  secret(
    'a $VARIABLE in it expanded to nothing',
    (g, c) => signedWithOther(g, `x9$Kq7.${c.text('abcdef0123456789', 20)}`, (s) => s.replace('$Kq7', '')),
    /\$|expand|variable|No known|another/i,
  ),
  secret(
    'padded to a fixed width',
    (g, c) => withSecret(g, g.secret.padEnd(96, c.pick([' ', '\0']))),
    /blank|NUL|pad|space|end/i,
  ),
  secret(
    'the whole export line',
    (g) => withSecret(g, `export WEBHOOK_SECRET="${g.secret}"`),
    /before|name|label|variable|export/i,
  ),
  secret(
    'a YAML line',
    (g) => withSecret(g, `webhook_secret: ${g.secret}`),
    /before|name|label|variable|YAML/i,
  ),
  secret(
    'a line of a properties file',
    (g) => withSecret(g, `webhook.secret = ${g.secret}`),
    /before|name|label|variable/i,
  ),
  secret(
    'a query parameter',
    (g) => withSecret(g, `?secret=${encodeURIComponent(g.secret)}`),
    /before|name|label|parameter|\?/i,
  ),
  secret('a header line', (g) => withSecret(g, `X-Webhook-Secret: ${g.secret}`), /before|name|label|header/i),
  secret('several lines of a file', (g) => withSecret(g, `# webhook\n${g.secret}\nDEBUG=1\n`), /line/i),
  secret('base64url of it', (g) => withSecret(g, Buffer.from(g.secret).toString('base64url')), /base64/i),
  secret(
    'base64 of it with quotes',
    (g) => withSecret(g, Buffer.from(`"${g.secret}"`).toString('base64')),
    /base64/i,
  ),
  secret(
    'hex with colons',
    (g) => (/^[0-9a-f]{32,64}$/.test(g.secret) ? withSecret(g, g.secret.replace(/..(?!$)/g, '$&:')) : null),
    /colon|:|separat|between/i,
  ),
  secret(
    'grouped in fours',
    (g) => withSecret(g, g.secret.replace(/.{4}(?!$)/g, '$&-')),
    /dash|-|group|separat|between/i,
  ),
  secret(
    'grouped by blanks',
    (g) => withSecret(g, g.secret.replace(/.{4}(?!$)/g, '$& ')),
    /blank|space|between/i,
  ),
  secret(
    'sender’s secret has a line break at its end',
    (g) => signedWith(g, `${g.secret}\n`),
    /line break|newline/i,
  ),
  secret(
    'sender’s secret has a blank at its end',
    (g) => signedWith(g, `${g.secret} `),
    /blank|space|white/i,
  ),
  secret('sender’s secret in quotes', (g) => signedWith(g, `"${g.secret}"`), /quot/i),
  secret(
    'sender used base64 of the secret',
    (g) => signedWith(g, Buffer.from(g.secret).toString('base64')),
    /base64/i,
  ),
  secret(
    'sender used the prefixless secret',
    (g) => (/^[a-z]+_/.test(g.secret) ? signedWith(g, g.secret.replace(/^[a-z_]+_/, '')) : null),
    /prefix|whsec_|before|without/i,
  ),
  secret(
    'decoded with its whsec_',
    (g) =>
      /^whsec_/.test(g.secret)
        ? computed(g, (_, text) =>
            createHmac(hashOf(g), Buffer.from(g.secret, 'base64')).update(text).digest(),
          )
        : null,
    /whsec_|prefix/i,
  ),
  nearly(
    'y and z of another keyboard',
    (g) =>
      withSecret(
        g,
        g.secret.replace(/[yzYZ]/g, (x) => ({ y: 'z', z: 'y', Y: 'Z', Z: 'Y' })[x] ?? x),
      ),
    /keyboard|exchang|y and z|look|differ|one character is wrong/i,
  ),
  nearly(
    'cut at 50 of a column',
    (g) => (g.secret.length > 50 ? withSecret(g, g.secret.slice(0, 50)) : null),
    /cut|missing|short|truncat|No known mistake|another/i,
  ),
  nearly(
    'three characters missing at the end',
    (g) => withSecret(g, g.secret.slice(0, -3)),
    /missing|cut|short|No known mistake|another/i,
  ),
  nearly(
    'two characters of the end twice',
    (g) => withSecret(g, g.secret + g.secret.slice(-2)),
    /twice|doubl|more|extra|end/i,
  ),
  other(
    'hidden by a tool',
    (g, c) =>
      withSecret(
        g,
        c.pick([
          '<sensitive>',
          '[REDACTED]',
          '[Filtered]',
          '(sensitive value)',
          '***REDACTED***',
          '<hidden>',
        ]),
      ),
    /mask|hidden|hid|redact|placeholder|sensitive/i,
  ),
  other(
    'a boolean or null of a template',
    (g, c) => withSecret(g, c.pick(['true', 'false', 'nil', '<nil>', '<no value>', 'NaN', '{}', '[]'])),
    /not a secret|no secret|empty|nothing|true|false|nil|no value|NaN|\{\}|\[\]|placeholder|unset/i,
  ),
  other('a number of cents (wrong column)', (g) => withSecret(g, '1999'), /short|another|No known|number/i),
  other('an e-mail address', (g) => withSecret(g, 'ops@acme-shop.example'), /mail|address/i),
  other(
    'the hash of the secret stored instead',
    (g) => withSecret(g, createHash('sha256').update(g.secret).digest('hex')),
    /hash|another|digest|No known/i,
  ),
  other(
    'a bcrypt hash',
    (g) => withSecret(g, '$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW'),
    /bcrypt|hash/i,
  ),
  other(
    'sender signed with null as text',
    (g, c) => signedWith(g, c.pick(['null', 'None', 'false', 'nil'])),
    /null|None|false|nil|unset|not set/i,
  ),
];

/** A secret of the sender's own, and what the receiver's configuration made of it. */
function signedWithOther(g: Genuine, own: string, change: (secret: string) => string) {
  if (!isText(g)) return null;
  return { request: g.signed({ secret: own }), secrets: [change(own)] };
}

/** A secret of 33 bytes in base64 with the characters that get lost. */
function fromBase64Text(g: Genuine, change: (secret: string) => string) {
  const own = `${Buffer.from(createHash('sha256').update(g.secret).digest()).toString('base64').slice(0, 20)}+x/y+${g.secret.slice(-16)}=`;
  return change(own) === own ? null : signedWithOther(g, own, change);
}
