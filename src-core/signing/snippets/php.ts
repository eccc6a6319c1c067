import {
  eachPlace,
  indented,
  namesOf,
  needs,
  needsQuery,
  needsUrl,
  optionalsOf,
  type Piece,
  quoted,
  reads,
  type SnippetPlan,
} from './plan.ts';

const php = (text: string): string => quoted(text, '$');

function text(piece: Piece): string {
  switch (piece.kind) {
    case 'literal':
      return php(piece.text);
    case 'header':
      return `(${namesOf(piece)
        .map((name) => `$headers[${php(name)}]`)
        .join(' ?? ')} ?? '')`;
    case 'optional':
      return `$part${piece.index}`;
    case 'query':
      return `($query[${php(piece.name)}] ?? '')`;
    case 'lowerQuery':
      return `strtolower($query[${php(piece.name)}] ?? '')`;
    case 'form':
      return `($form[${php(piece.name)}] ?? '')`;
    case 'json':
      return `(string) ($payload${piece.path.map((name) => `[${php(name)}]`).join('')} ?? '')`;
    case 'pathQuery':
      return "preg_replace('~^https?://[^/]+~', '', $url)";
    default:
      return `$${piece.kind}`;
  }
}

const keys = {
  utf8: '$secret',
  base64: 'base64_decode($secret, true)',
  hex: "preg_match('/^([0-9a-f]{2})+$/Di', $secret) ? hex2bin($secret) : ''",
  'whsec-base64': "base64_decode(preg_replace('/^(v1,)?whsec_/', '', $secret), true)",
  'sha1-of-utf8': 'sha1($secret, true)',
  'utf8-nfkd':
    "function_exists('normalizer_normalize') ? normalizer_normalize($secret, \\Normalizer::FORM_KD) : $secret",
};

/** What makes the key out of the secret; text that holds none ends the check. */
const key = (plan: SnippetPlan): string[] => [
  "    if ($secret === '') return false;",
  ...(plan.construction === 'plain-hash'
    ? []
    : [`    $key = ${keys[plan.key]};`, "    if ($key === false || $key === '') return false;"]),
];

function reading(plan: SnippetPlan): string[] {
  const header = text(plan.signatureAt).replace(/^\((?!string\))(.*)\)$/, '$1');
  const { reading: form } = plan;
  switch (form.how) {
    case 'whole':
      return [`    $signatures = [${eachPlace(plan.signatureAt).map(text).join(', ')}];`];
    case 'numbered':
      return [
        `    $signatures = array_filter($headers, fn ($name) => str_starts_with($name, ${php(form.prefix)}), ARRAY_FILTER_USE_KEY);`,
      ];
    case 'keyed':
      return [
        `    $signatures = array_map(fn ($pair) => explode('|', $pair, 2)[1] ?? '', explode(${php(form.separator)}, ${header}));`,
      ];
    case 'prefix':
      return [
        `    $header = ${header};`,
        `    if (!str_starts_with($header, ${php(form.prefix)})) return false;`,
        `    $signatures = [substr($header, ${form.prefix.length})];`,
      ];
    case 'pairs':
      return [
        ...(form.timestampKey === null ? [] : ["    $timestamp = '';"]),
        '    $signatures = [];',
        `    foreach (explode(${php(form.separator)}, ${header}) as $pair) {`,
        "        [$name, $value] = explode('=', trim($pair), 2) + ['', ''];",
        ...(form.timestampKey === null
          ? []
          : [`        if ($name === ${php(form.timestampKey)} && $timestamp === '') $timestamp = $value;`]),
        `        if ($name === ${php(form.signatureKey)}) $signatures[] = $value;`,
        '    }',
      ];
    case 'list':
      return [
        '    $signatures = [];',
        `    foreach (explode(${php(form.separator)}, ${header}) as $entry) {`,
        ...(form.separator === ',' ? ['        $entry = trim($entry);'] : []),
        `        if (str_starts_with($entry, ${php(form.prefix)})) $signatures[] = substr($entry, ${form.prefix.length});`,
        '    }',
      ];
    case 'fields':
      return [
        `    $signatures = explode(${php(form.separator)}, ${header});`,
        '    $timestamp = array_shift($signatures);',
      ];
  }
}

function age(plan: SnippetPlan): string[] {
  const rule = plan.timestamp;
  if (!rule?.toleranceSeconds) return [];
  const seconds = {
    'unix-seconds': '(float) $timestamp',
    'unix-ms': '(float) $timestamp / 1000',
    iso8601: '(float) strtotime($timestamp)',
  }[rule.unit];
  const difference = `($now ?? time()) - ${seconds}`;
  return [
    rule.unit === 'iso8601'
      ? '    if (strtotime($timestamp) === false) return false;'
      : "    if (!preg_match('/^-?[0-9]{1,16}$/D', $timestamp)) return false;",
    `    if (${rule.refuseFuture ? `abs(${difference})` : difference} > ${rule.toleranceSeconds}) return false;`,
  ];
}

/** PHP 8 and later. */
export function phpSnippet(plan: SnippetPlan, providerName: string): string {
  const timed = Boolean(plan.timestamp?.toleranceSeconds);
  const parameters = [
    'string $body',
    'array $headers',
    'string $secret',
    ...(needsUrl(plan) ? ['string $url'] : []),
    ...(needs(plan, 'method') ? ['string $method'] : []),
    ...(timed ? ['?float $now = null'] : []),
  ];
  const content = plan.pieces.map((piece) => (piece.kind === 'body' ? '$body' : text(piece))).join(' . ');
  const raw = plan.encoding.startsWith('base64');
  const digest =
    plan.construction === 'hmac'
      ? `hash_hmac('${plan.hash}', ${content}, $key${raw ? ', true' : ''})`
      : `hash('${plan.hash}', ${content}${raw ? ', true' : ''})`;
  const encoded = {
    hex: digest,
    'hex-upper': `strtoupper(${digest})`,
    base64: `base64_encode(${digest})`,
    base64url: `rtrim(strtr(base64_encode(${digest}), '+/', '-_'), '=')`,
  }[plan.encoding];
  return [
    '<?php',
    '',
    `/** ${providerName}. $body: file_get_contents('php://input'). $headers: names in lower case. */`,
    `function verify_webhook(${parameters.join(', ')}): bool`,
    '{',
    '    try {',
    ...indented(
      [
        ...key(plan),
        ...(reads(plan, 'json') ? ['    $payload = json_decode($body, true);'] : []),
        ...(reads(plan, 'form') ? ['    parse_str($body, $form);'] : []),
        ...reading(plan),
        ...(plan.timestamp?.at
          ? [`    $timestamp = ${text(plan.timestamp.at).replace(/^\((?!string\))(.*)\)$/, '$1')};`]
          : []),
        ...(plan.idAt && needs(plan, 'id') ? [`    $id = ${text(plan.idAt)};`] : []),
        ...(needsQuery(plan)
          ? [
              '    $query = [];',
              "    foreach (explode('&', parse_url($url, PHP_URL_QUERY) ?: '') as $pair) {",
              "        [$name, $value] = explode('=', $pair, 2) + ['', ''];",
              '        $query[urldecode($name)] = urldecode($value);',
              '    }',
            ]
          : []),
        ...age(plan),
        ...optionalsOf(plan).flatMap(({ index, before, part, after }) => [
          `    $part${index} = ${text(part)};`,
          `    if ($part${index} !== '') $part${index} = ${php(before)} . $part${index} . ${php(after)};`,
        ]),
        `    $expected = ${encoded};`,
        '    foreach ($signatures as $signature) {',
        '        if (hash_equals($expected, $signature)) return true;',
        '    }',
        '    return false;',
      ],
      '    ',
    ),
    '    } catch (\\Throwable) {',
    '        return false; // What cannot be read is not genuine.',
    '    }',
    '}',
    '',
  ].join('\n');
}
