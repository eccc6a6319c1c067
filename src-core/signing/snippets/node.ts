import {
  eachPlace,
  indented,
  namesOf,
  needs,
  needsMethod,
  needsUrl,
  optionalsOf,
  type Piece,
  quoted,
  reads,
  refusedAge,
  runsOf,
  type SnippetPlan,
} from './plan.ts';
import { nodeSpellings } from './spellings/node.ts';

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
      return `(query.get(${single(piece.name)}) ?? '')`;
    case 'lowerQuery':
      return `(query.get(${single(piece.name)}) ?? '').toLowerCase()`;
    case 'sortedFormParams':
      return 'fields';
    case 'bodyHash':
      return "createHash('sha256').update(body).digest('hex')";
    case 'hubspotUrl':
      return 'url.replace(/%(3a|2f|40|21|24|2[789ac]|3b)/gi, (code) => decodeURIComponent(code))';
    case 'urlWithPort':
    case 'urlWithoutPort':
    case 'plivoUrl':
    case 'contentfulPath':
    case 'bodyEscaped':
      return piece.kind;
    case 'signedHeaders':
      return 'signedHeaders';
    case 'form':
      return `(form.get(${single(piece.name)}) ?? '')`;
    case 'json':
      return `String(payload?.${piece.path.join('?.')} ?? '')`;
    case 'pathQuery':
      return String.raw`url.replace(/^\w+:\/\/[^/?]*/, '').replace(/^(?!\/)/, '/')`;
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

/** Base64 with or without its padding; behind whsec_ in either alphabet. At least one byte. */
const base64Form = (text: string): string => {
  const digit = text === 'encoded' ? '[A-Za-z0-9+/_-]' : '[A-Za-z0-9+/]';
  return `/^(?=..)(${digit}{4})*(${digit}{2,3})?={0,2}$/`.replaceAll('+/', '+\\/');
};

/** What makes the key out of the secret; text that holds none ends the check. Buffer.from passes over what it can't read. */
function key(plan: SnippetPlan): string[] {
  const empty = '  if (!secret) return false;';
  const decoded = (text: string, encoding: 'base64' | 'hex') => [
    ...(text === 'encoded' ? ["  const encoded = secret.replace(/^(v1,)?whsec_/, '');"] : []),
    `  if (!${encoding === 'hex' ? '/^([0-9a-f]{2})+$/i' : base64Form(text)}.test(${text})) return false;`,
    `  const key = Buffer.from(${text}, '${encoding}');`,
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
      if (form.isGrouped)
        return [
          `  const groups = (${header}).split(' ').map((group) => group.split(${single(form.separator)}).map((pair) => pair.split(/=(.*)/s)));`,
          `  const timeOf = (group) => group.find(([key]) => key === ${single(form.timestampKey ?? '')})?.[1] ?? '';`,
          "  const timestamp = groups.map(timeOf).find(Boolean) ?? '';",
          '  const pairs = groups.filter((group) => timeOf(group) === timestamp).flat();',
          `  const signatures = pairs.filter(([key]) => key === ${single(form.signatureKey)}).map(([, value]) => value);`,
        ];
      return [
        `  const pairs = (${header}).split(${single(form.separator)}).map((pair) => pair.split(/=(.*)/s).map((part) => part.trim()));`,
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
      return [
        `  const [timestamp = '', ...signatures] = (${header}).split(${single(form.separator)}).map((field) => field.trim());`,
      ];
  }
}

function age(plan: SnippetPlan): string[] {
  const rule = plan.timestamp;
  if (!rule?.toleranceSeconds) return [];
  const seconds = {
    'unix-seconds': 'Number(timestamp)',
    'unix-ms': 'Number(timestamp) / 1000',
    // Without a zone it is UTC.
    iso8601: "Date.parse(/(z|[+-]\\d\\d:?\\d\\d)$/i.test(timestamp) ? timestamp : timestamp + 'Z') / 1000",
  }[rule.unit];
  return [
    ...(rule.unit === 'iso8601' ? [] : ['  if (!/^-?\\d{1,16}$/.test(timestamp)) return false;']),
    `  const age = now - ${rule.inWholeSeconds ? `Math.floor(${seconds})` : seconds};`,
    `  if (Number.isNaN(age) || ${refusedAge(rule, 'age', '||')}) return false;`,
  ];
}

function compared(digests: readonly string[]): string[] {
  const [only] = digests;
  if (digests.length === 1)
    return [
      `  const expected = Buffer.from(${only});`,
      '  return signatures.some((signature) => {',
      '    const received = Buffer.from(signature);',
      '    return received.length === expected.length && timingSafeEqual(received, expected);',
      '  });',
    ];
  return [
    '  const expected = [',
    ...digests.map((digest) => `    ${digest},`),
    '  ].map((text) => Buffer.from(text));',
    '  const equal = (a, b) => a.length === b.length && timingSafeEqual(a, b);',
    '  return signatures.some((signature) => expected.some((one) => equal(one, Buffer.from(signature))));',
  ];
}

/** The fatal decoder refuses what is no UTF-8, and drops a byte order mark. */
const readJson = (plan: SnippetPlan): string[] => [
  "  const text = new TextDecoder('utf-8', { fatal: true }).decode(body);",
  ...(plan.isMultipart
    ? [
        '  const field = /name="json"[^]*?\\r\\n\\r\\n([^]*?)\\r\\n--/.exec(text); // Sent as multipart/form-data.',
        '  const payload = JSON.parse(field ? field[1] : text);',
      ]
    : ['  const payload = JSON.parse(text);']),
];

const bodyDigest = ({ bodyDigestIn }: SnippetPlan): string[] =>
  bodyDigestIn === null
    ? []
    : [
        `  const stated = new URL(url, 'http://x').searchParams.get(${single(bodyDigestIn)});`,
        "  if (stated !== null ? stated !== createHash('sha256').update(body).digest('hex') : body.length > 0 && !isForm)",
        '    return false;',
      ];

/** Node 18 and later, nothing installed. */
export function nodeSnippet(plan: SnippetPlan, providerName: string): string {
  const parameters = [
    'body',
    'headers',
    'secret',
    ...(needsUrl(plan) ? ['url'] : []),
    ...(needsMethod(plan) ? ['method'] : []),
    ...(plan.timestamp?.toleranceSeconds ? ['now = Date.now() / 1000'] : []),
  ];
  const makers = new Set([plan.construction === 'hmac' ? 'createHmac' : 'createHash', 'timingSafeEqual']);
  if (plan.key === 'sha1-of-utf8') makers.add('createHash');
  const encoding = { hex: 'hex', 'hex-upper': 'hex', base64: 'base64', base64url: 'base64url' }[
    plan.encoding
  ];
  if (needs(plan, 'bodyHash') || plan.bodyDigestIn) makers.add('createHash');
  const digests = plan.contents.map((pieces) =>
    [
      plan.construction === 'hmac' ? `createHmac('${plan.hash}', key)` : `createHash('${plan.hash}')`,
      ...runsOf(pieces).map((run) => `.update(${run.body ? 'body' : template(run.pieces)})`),
      `.digest('${encoding}')${plan.encoding === 'hex-upper' ? '.toUpperCase()' : ''}`,
    ].join(''),
  );
  return [
    `import { ${[...makers].sort().join(', ')} } from 'node:crypto';`,
    '',
    `/** ${providerName}. \`body\`: the raw bytes, before any parser. \`headers\`: names in lower case, as req.headers has them. */`,
    `export function verifyWebhook(${parameters.join(', ')}) {`,
    '  try {',
    ...indented(
      [
        ...key(plan),
        ...(reads(plan, 'json') ? readJson(plan) : []),
        ...(reads(plan, 'form')
          ? [
              "  const isForm = /x-www-form-urlencoded/i.test(headers['content-type']);",
              "  const form = new URLSearchParams(isForm ? String(body) : '');",
            ]
          : []),
        ...bodyDigest(plan),
        ...nodeSpellings(plan),
        ...reading(plan),
        ...(plan.timestamp?.at ? [`  const timestamp = ${bare(text(plan.timestamp.at))};`] : []),
        ...(plan.idAt && needs(plan, 'id') ? [`  const id = ${bare(text(plan.idAt))};`] : []),
        ...age(plan),
        ...optionalsOf(plan).flatMap(({ index, before, part, after }) => [
          `  let part${index} = ${text(part)};`,
          `  if (part${index}) part${index} = ${single(before)} + part${index} + ${single(after)};`,
        ]),
        ...compared(digests),
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
