import { needs, needsUrl, type Piece, quoted, reads, runsOf, type SnippetPlan } from './plan.ts';

const single = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;

function text(piece: Piece): string {
  switch (piece.kind) {
    case 'literal':
      return single(piece.text);
    case 'header':
      return `(headers[${single(piece.name.toLowerCase())}] ?? '')`;
    case 'query':
      return `(new URL(url).searchParams.get(${single(piece.name)}) ?? '')`;
    case 'lowerQuery':
      return `(new URL(url).searchParams.get(${single(piece.name)}) ?? '').toLowerCase()`;
    case 'form':
      return `(form.get(${single(piece.name)}) ?? '')`;
    case 'json':
      return `String(payload?.${piece.path.join('?.')} ?? '')`;
    case 'pathQuery':
      return '(new URL(url).pathname + new URL(url).search)';
    default:
      return piece.kind;
  }
}

function template(pieces: Piece[]): string {
  const [only] = pieces;
  if (pieces.length === 1 && only) return text(only);
  return `\`${pieces
    .map((piece) =>
      piece.kind === 'literal'
        ? quoted(piece.text, '`$').slice(1, -1).replaceAll('\\"', '"')
        : `\${${text(piece)}}`,
    )
    .join('')}\``;
}

const keys = {
  utf8: 'secret',
  base64: "Buffer.from(secret, 'base64')",
  hex: "Buffer.from(secret, 'hex')",
  'whsec-base64': "Buffer.from(secret.replace(/^whsec_/, ''), 'base64')",
  'sha1-of-utf8': "createHash('sha1').update(secret).digest()",
  'utf8-nfkd': "secret.normalize('NFKD')",
};

function reading(plan: SnippetPlan): string[] {
  const header = text(plan.signatureAt).replace(/^\((.*)\)$/, '$1');
  const { reading: form } = plan;
  switch (form.how) {
    case 'whole':
      return [`  const signatures = [${header}];`];
    case 'numbered':
      return [
        '  const signatures = Object.entries(headers)',
        `    .filter(([name]) => name.startsWith(${single(form.prefix)}))`,
        '    .map(([, value]) => value);',
      ];
    case 'keyed':
      return [
        `  const signatures = (${header}).split(${single(form.separator)}).map((pair) => pair.split('|')[1] ?? '');`,
      ];
    case 'prefix':
      return [
        `  const header = ${header};`,
        `  if (!header.startsWith(${single(form.prefix)})) return false;`,
        `  const signatures = [header.slice(${form.prefix.length})];`,
      ];
    case 'pairs':
      return [
        `  const pairs = (${header}).split(${single(form.separator)}).map((pair) => pair.trim().split(/=(.*)/s));`,
        ...(form.timestampKey === null
          ? []
          : [`  const timestamp = pairs.find(([key]) => key === ${single(form.timestampKey)})?.[1] ?? '';`]),
        `  const signatures = pairs.filter(([key]) => key === ${single(form.signatureKey)}).map(([, value]) => value);`,
      ];
    case 'list':
      return [
        `  const signatures = (${header})`,
        "    .split(' ')",
        `    .filter((entry) => entry.startsWith(${single(form.prefix)}))`,
        `    .map((entry) => entry.slice(${form.prefix.length}));`,
      ];
    case 'fields':
      return [`  const [timestamp = '', ...signatures] = (${header}).split(${single(form.separator)});`];
  }
}

function age(plan: SnippetPlan): string[] {
  const rule = plan.timestamp;
  if (!rule?.toleranceSeconds) return [];
  const seconds = {
    'unix-seconds': 'Number(timestamp)',
    'unix-ms': 'Number(timestamp) / 1000',
    iso8601: 'Date.parse(timestamp) / 1000',
  }[rule.unit];
  const difference = rule.refuseFuture ? `Math.abs(now - ${seconds})` : `now - ${seconds}`;
  return [`  if (!(${difference} <= ${rule.toleranceSeconds})) return false;`];
}

/** Node 18 and later, nothing installed. */
export function nodeSnippet(plan: SnippetPlan, providerName: string): string {
  const parameters = [
    'body',
    'headers',
    'secret',
    ...(needsUrl(plan) ? ['url'] : []),
    ...(needs(plan, 'method') ? ['method'] : []),
    ...(plan.timestamp?.toleranceSeconds ? ['now = Date.now() / 1000'] : []),
  ];
  const makers = new Set([plan.construction === 'hmac' ? 'createHmac' : 'createHash', 'timingSafeEqual']);
  if (plan.key === 'sha1-of-utf8') makers.add('createHash');
  const encoding = { hex: 'hex', 'hex-upper': 'hex', base64: 'base64', base64url: 'base64url' }[
    plan.encoding
  ];
  const digest = [
    plan.construction === 'hmac'
      ? `createHmac('${plan.hash}', ${keys[plan.key]})`
      : `createHash('${plan.hash}')`,
    ...runsOf(plan.pieces).map((run) => `.update(${run.body ? 'body' : template(run.pieces)})`),
    `.digest('${encoding}')${plan.encoding === 'hex-upper' ? '.toUpperCase()' : ''}`,
  ].join('');
  return [
    `import { ${[...makers].sort().join(', ')} } from 'node:crypto';`,
    '',
    `/** ${providerName}. \`body\`: the raw bytes, before any parser. \`headers\`: names in lower case, as req.headers has them. */`,
    `export function verifyWebhook(${parameters.join(', ')}) {`,
    ...(reads(plan, 'json')
      ? [
          '  let payload;',
          '  try {',
          '    payload = JSON.parse(body);',
          '  } catch {',
          '    return false;',
          '  }',
        ]
      : []),
    ...(reads(plan, 'form') ? ['  const form = new URLSearchParams(String(body));'] : []),
    ...reading(plan),
    ...(plan.timestamp?.at
      ? [`  const timestamp = ${text(plan.timestamp.at).replace(/^\((.*)\)$/, '$1')};`]
      : []),
    ...(plan.idHeader && needs(plan, 'id') ? [`  const id = headers[${single(plan.idHeader)}] ?? '';`] : []),
    ...age(plan),
    `  const expected = Buffer.from(${digest});`,
    '  return signatures.some((signature) => {',
    '    const received = Buffer.from(signature);',
    '    return received.length === expected.length && timingSafeEqual(received, expected);',
    '  });',
    '}',
    '',
  ].join('\n');
}
