import {
  eachPlace,
  indented,
  namesOf,
  needs,
  needsUrl,
  optionalsOf,
  type Piece,
  quoted,
  reads,
  runsOf,
  type SnippetPlan,
} from './plan.ts';

const single = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;

function text(piece: Piece): string {
  switch (piece.kind) {
    case 'literal':
      return single(piece.text);
    case 'header':
      return `(${namesOf(piece)
        .map((name) => `headers[${single(name)}]`)
        .join(' ?? ')} ?? '')`;
    case 'optional':
      return `part${piece.index}`;
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

const bare = (expression: string): string => expression.replace(/^\((.*)\)$/, '$1');

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

/** What makes the key out of the secret; text that holds none ends the check. Buffer.from passes over what it can't read. */
function key(plan: SnippetPlan): string[] {
  const empty = '  if (!secret) return false;';
  const decoded = (text: string, encoding: 'base64' | 'hex') => [
    ...(text === 'encoded' ? ["  const encoded = secret.replace(/^(v1,)?whsec_/, '');"] : []),
    `  const key = Buffer.from(${text}, '${encoding}');`,
    `  if (key.length === 0 || key.toString('${encoding}') !== ${text}${encoding === 'hex' ? '.toLowerCase()' : ''}) return false;`,
  ];
  if (plan.construction === 'plain-hash') return [empty];
  switch (plan.key) {
    case 'base64':
      return [empty, ...decoded('secret', 'base64')];
    case 'whsec-base64':
      return [empty, ...decoded('encoded', 'base64')];
    case 'hex':
      return [empty, ...decoded('secret', 'hex')];
    case 'sha1-of-utf8':
      return [empty, "  const key = createHash('sha1').update(secret).digest();"];
    case 'utf8-nfkd':
      return [empty, "  const key = secret.normalize('NFKD');"];
    case 'utf8':
      return [empty, '  const key = secret;'];
  }
}

function reading(plan: SnippetPlan): string[] {
  const header = bare(text(plan.signatureAt));
  const { reading: form } = plan;
  switch (form.how) {
    case 'whole':
      return [
        `  const signatures = [${eachPlace(plan.signatureAt)
          .map((at) => bare(text(at)))
          .join(', ')}];`,
      ];
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
        `    .split(${single(form.separator)})`,
        ...(form.separator === ',' ? ['    .map((entry) => entry.trim())'] : []),
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
  return [
    ...(rule.unit === 'iso8601' ? [] : ['  if (!/^-?\\d{1,16}$/.test(timestamp)) return false;']),
    `  if (!(${difference} <= ${rule.toleranceSeconds})) return false;`,
  ];
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
    plan.construction === 'hmac' ? `createHmac('${plan.hash}', key)` : `createHash('${plan.hash}')`,
    ...runsOf(plan.pieces).map((run) => `.update(${run.body ? 'body' : template(run.pieces)})`),
    `.digest('${encoding}')${plan.encoding === 'hex-upper' ? '.toUpperCase()' : ''}`,
  ].join('');
  return [
    `import { ${[...makers].sort().join(', ')} } from 'node:crypto';`,
    '',
    `/** ${providerName}. \`body\`: the raw bytes, before any parser. \`headers\`: names in lower case, as req.headers has them. */`,
    `export function verifyWebhook(${parameters.join(', ')}) {`,
    '  try {',
    ...indented(
      [
        ...key(plan),
        ...(reads(plan, 'json') ? ['  const payload = JSON.parse(body);'] : []),
        ...(reads(plan, 'form') ? ['  const form = new URLSearchParams(String(body));'] : []),
        ...reading(plan),
        ...(plan.timestamp?.at ? [`  const timestamp = ${bare(text(plan.timestamp.at))};`] : []),
        ...(plan.idAt && needs(plan, 'id') ? [`  const id = ${bare(text(plan.idAt))};`] : []),
        ...age(plan),
        ...optionalsOf(plan).flatMap(({ index, before, part, after }) => [
          `  let part${index} = ${text(part)};`,
          `  if (part${index}) part${index} = ${single(before)} + part${index} + ${single(after)};`,
        ]),
        `  const expected = Buffer.from(${digest});`,
        '  return signatures.some((signature) => {',
        '    const received = Buffer.from(signature);',
        '    return received.length === expected.length && timingSafeEqual(received, expected);',
        '  });',
      ],
      '  ',
    ),
    '  } catch {',
    '    return false; // What cannot be read is not genuine.',
    '  }',
    '}',
    '',
  ].join('\n');
}
