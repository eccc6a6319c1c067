import { fix } from './fixes.ts';
import type { Fix } from './mistake.ts';
import { stockSecrets } from './stock-secrets.ts';

/** What a secret looks like that is another thing than a secret. Nothing here is proven: the real one is not at hand. */
export interface Looks {
  id: string;
  title: string;
  explanation: string;
  fixes: readonly Fix[];
}

const copyFix = fix(
  'At the provider',
  'Copy the secret itself from the page of this very endpoint, in the mode that sends.',
);

const stockBy = new Map(stockSecrets.map(({ text, what }) => [text, what]));

const apiKeys: readonly [RegExp, string][] = [
  [/^[srp]k_(?:live|test)_/, 'an API key (Stripe’s and others’ begin so)'],
  [/^(?:ghp|gho|ghu|ghs|ghr|github_pat)_|^glpat-/, 'an API token for Git hosting'],
  [/^xox[abeprs]-|^xapp-/, 'an API token of Slack'],
  [/^shp(?:at|ss|ca|pa)_/, 'an API access token of Shopify'],
  [/^AKIA[0-9A-Z]{12,}$|^ASIA[0-9A-Z]{12,}$/, 'the id of an AWS access key'],
  [/^SG\.[\w-]+\.[\w-]+/, 'an API key of SendGrid'],
  [
    /^(?:lin_api|pdl_(?:live|sdbx)_apikey|re|key|sk|pk|api|rnd|dop_v1|hf|npm|pat|EAA|ya29)[_.-]\w{12,}/,
    'an API key',
  ],
  [/^sk-(?:ant-|proj-)?[\w-]{16,}/, 'an API key'],
  [/^(?:AC|SK)[0-9a-f]{32}$/, 'an id of Twilio’s account or API key'],
];

const references: readonly [RegExp, string][] = [
  [
    /^(?:op|vault|ssm|secretsmanager|akv|gcp|file|env|sm|doppler|bws|awssm|keyvault|secret|ref\+\w+):\/?/i,
    'a reference into a secrets manager or file',
  ],
  [/^arn:aws:/, 'a reference (an ARN) into AWS'],
  [/^projects\/[^/]+\/secrets\//, 'a reference into Google Secret Manager'],
  [/^@Microsoft\.KeyVault\(/, 'a reference into Azure Key Vault'],
  [/^(?:\/|\.{1,2}\/|~\/|[A-Z]:\\)[\w./\\-]+$/, 'the path of a file'],
];

const shapes: readonly {
  id: string;
  test: (secret: string) => string | null;
  explanation: string;
  fixes: readonly Fix[];
}[] = [
  {
    id: 'secret-blank',
    test: (secret) => (secret.trim() === '' ? 'empty: it holds nothing but blanks' : null),
    explanation: 'Nothing was set, or what was set got lost.',
    fixes: [fix('Anywhere', 'Set the secret, and refuse to start without one.')],
  },
  {
    id: 'secret-hidden',
    test: (secret) =>
      /^[<([*]*\s*(?:sensitive|redacted|filtered|hidden|secret[- ]hidden|masked|removed|sensitive value|known after apply)\s*[>)\]*]*$/i.test(
        secret,
      )
        ? 'what a tool prints in place of a secret that it hides (masked, redacted)'
        : null,
    explanation: 'Terraform, loggers and CI hide secrets. The hidden text was copied, not the secret.',
    fixes: [copyFix],
  },
  {
    id: 'secret-masked',
    test: (secret) =>
      /[•●∙·…]|\*{3,}|x{6,}|X{6,}|\.{3}/.test(secret)
        ? 'a masked one: dots, stars or x hide a part of it'
        : null,
    explanation:
      'Dashboards show secrets with their middle hidden. The shown text was copied, not the secret.',
    fixes: [fix('At the provider', 'Use the button that reveals or copies the secret.')],
  },
  {
    id: 'secret-api-key',
    test: (secret) => apiKeys.find(([pattern]) => pattern.test(secret))?.[1] ?? null,
    explanation: 'An API key is for calls to the provider. Webhooks are signed with a secret of their own.',
    fixes: [copyFix],
  },
  {
    id: 'secret-placeholder',
    test: (secret) => {
      const stock = stockBy.get(secret.trim());
      if (stock !== undefined) return `${stock} (undefined, null, an example, a name), not set to a value`;
      if (/^<[^>]+>$|your|changeme|replace|example|placeholder|dummy|todo|insert|paste|_here$/i.test(secret))
        return 'a placeholder or example';
      return null;
    },
    explanation:
      'What stands there is the example out of a template, or the word for nothing. The real secret was never put in its place.',
    fixes: [copyFix],
  },
  {
    id: 'secret-variable',
    test: (secret) =>
      /^\$\{?[A-Za-z_]\w*\}?$|\$\{\{?.*\}|\{\{.*\}\}|^%\w+%$|process\.env|os\.(?:environ|getenv)|getenv\(|env\(|ENV\[|import\.meta|\$\(|#\{/.test(
        secret,
      )
        ? 'a variable that was not expanded (not replaced by its value)'
        : null,
    explanation:
      'The name of a variable stands there instead of its value: quotes, another shell, or a missing templating step kept it from being expanded.',
    fixes: [
      fix('Shell', 'Single quotes keep variables as they are; double quotes expand them.'),
      fix('Docker Compose and CI', 'Look whether the variable is set where the file is read.'),
    ],
  },
  {
    id: 'secret-encrypted',
    test: (secret) =>
      /^ENC\[|^vault:v\d+:|^\$ANSIBLE_VAULT|^AQICAH|-----BEGIN PGP|^age1|^\{cipher\}|^sops|^gAAAA|^U2FsdGVkX1|^AgA[\w+/]{40}|^ENC\(/.test(
        secret,
      )
        ? 'an encrypted value, not decrypted yet'
        : null,
    explanation:
      'Something in the way of the configuration should have decrypted it (SOPS, Vault, KMS, Ansible).',
    fixes: [fix('Anywhere', 'Decrypt it before the program reads it.')],
  },
  {
    id: 'secret-pem',
    test: (secret) =>
      /-----BEGIN|^ssh-(?:rsa|ed25519)|^MII[A-Za-z0-9+/]{20}|^MCowBQ/.test(secret)
        ? 'a public key or certificate (PEM), of a key pair'
        : null,
    explanation: 'This scheme shares one secret text. A key pair belongs to asymmetric signatures.',
    fixes: [copyFix],
  },
  {
    id: 'secret-token',
    test: (secret) =>
      /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(secret) ? 'a JWT, which is a token for calls' : null,
    explanation: 'A token proves who calls an API. It does not sign webhooks.',
    fixes: [copyFix],
  },
  {
    id: 'secret-password-hash',
    test: (secret) =>
      /^\$(?:2[abxy]?|argon2\w*|scrypt|pbkdf2\S*|[156])\$|^\{(?:SSHA|SHA|bcrypt)\}|^pbkdf2_|^scrypt:/i.test(
        secret,
      )
        ? 'a hash of a password (bcrypt or its like)'
        : null,
    explanation:
      'A hash can be compared with, but nothing can be signed with what it was made of. The secret itself has to be kept.',
    fixes: [fix('Anywhere', 'Store the secret encrypted, not hashed: both sides need its text.')],
  },
  {
    id: 'secret-email',
    test: (secret) => (/^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(secret) ? 'an e-mail address' : null),
    explanation: 'The address was copied in place of the secret.',
    fixes: [copyFix],
  },
  {
    id: 'secret-reference',
    test: (secret) => references.find(([pattern]) => pattern.test(secret))?.[1] ?? null,
    explanation: 'The place where the secret is kept stands there. Nothing resolved it into the secret.',
    fixes: [fix('Anywhere', 'Run the program through the tool that resolves references, or read the file.')],
  },
  {
    id: 'secret-url',
    test: (secret) => (/^https?:\/\//.test(secret) ? 'a URL (the endpoint’s address)' : null),
    explanation: 'The address was copied in place of the secret.',
    fixes: [copyFix],
  },
  {
    id: 'secret-id',
    test: (secret) =>
      /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(secret) ||
      /^(?:we|ep|wh|hook|app|acct|sub|evt|msg|prj|org|usr|ws)_\w+$/.test(secret) ||
      /^\d{1,12}$/.test(secret)
        ? 'an id (identifier) of an endpoint or account'
        : null,
    explanation: 'An id names the endpoint. It is shown near the secret, and is no secret.',
    fixes: [copyFix],
  },
];

/** What the secret looks like, where that is no secret; null for one that looks well. */
export function secretLooks(secret: string): Looks | null {
  for (const { id, test, explanation, fixes } of shapes) {
    const what = test(secret);
    if (what !== null)
      return { id, title: `What is kept as the secret looks like ${what}.`, explanation, fixes };
  }
  return null;
}
