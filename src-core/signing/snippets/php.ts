import {
  eachPlace,
  indented,
  namesOf,
  needs,
  needsMethod,
  needsQuery,
  needsUrl,
  optionalsOf,
  type Piece,
  quoted,
  reads,
  refusedAge,
  type SnippetPlan,
} from './plan.ts';
import { phpSpellings } from './spellings/php.ts';

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
      return "preg_replace('~^(?!/)~', '/', preg_replace('~^\\w+://[^/?]*~', '', $url))";
    case 'sortedFormParams':
      return '$fields';
    case 'bodyHash':
      return "hash('sha256', $body)";
    case 'hubspotUrl':
      return "preg_replace_callback('/%(3a|2f|40|21|24|2[789ac]|3b)/i', fn ($code) => urldecode($code[0]), $url)";
    case 'signedHeaders':
      return '$signedHeaders';
    default:
      return `$${piece.kind}`;
  }
}

const keys = {
  utf8: '$secret',
  base64: "preg_match('~^[A-Za-z0-9+/]+={0,2}$~D', $secret) ? base64_decode(rtrim($secret, '='), true) : ''",
  hex: "preg_match('/^([0-9a-f]{2})+$/Di', $secret) ? hex2bin($secret) : ''",
  'whsec-base64':
    "preg_match('~^(?:(?:v1,)?whsec_)?([A-Za-z0-9+/_-]+)={0,2}$~D', $secret, $match) ? base64_decode(strtr($match[1], '-_', '+/'), true) : ''",
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
      if (form.isGrouped)
        return [
          "    $timestamp = '';",
          '    $signatures = [];',
          `    foreach (explode(' ', ${header}) as $group) {`,
          '        $time = null;',
          '        $own = [];',
          `        foreach (explode(${php(form.separator)}, $group) as $pair) {`,
          "            [$name, $value] = explode('=', $pair, 2) + ['', ''];",
          `            if ($name === ${php(form.timestampKey ?? '')}) $time ??= $value;`,
          `            if ($name === ${php(form.signatureKey)}) $own[] = $value;`,
          '        }',
          "        if ($timestamp === '') $timestamp = $time ?? '';",
          '        if ($timestamp === $time) $signatures = [...$signatures, ...$own];',
          '    }',
        ];
      return [
        ...(form.timestampKey === null ? [] : ["    $timestamp = '';"]),
        '    $signatures = [];',
        `    foreach (explode(${php(form.separator)}, ${header}) as $pair) {`,
        "        [$name, $value] = array_map('trim', explode('=', $pair, 2)) + ['', ''];",
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
        `    $signatures = array_map('trim', explode(${php(form.separator)}, ${header}));`,
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
    iso8601: "(float) (new \\DateTimeImmutable($timestamp, new \\DateTimeZone('UTC')))->format('U.u')",
  }[rule.unit];
  return [
    rule.unit === 'iso8601'
      ? "    if (!preg_match('/^\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d/', $timestamp)) return false;"
      : "    if (!preg_match('/^-?[0-9]{1,16}$/D', $timestamp)) return false;",
    `    $age = ($now ?? time()) - ${rule.inWholeSeconds ? `floor(${seconds})` : seconds};`,
    `    if (${refusedAge(rule, '$age', '||')}) return false;`,
  ];
}

/** PHP empties php://input for multipart forms, and has their fields in $_POST. */
const readJson = (plan: SnippetPlan): string[] => [
  ...(plan.isMultipart ? ["    $body = $_POST['json'] ?? $body; // Sent as multipart/form-data."] : []),
  "    $payload = json_decode(preg_replace('/^\\xEF\\xBB\\xBF/', '', $body), true);",
];

/** parse_str would change names and lose repeated ones. */
const readForm = [
  '    $pairs = $form = [];',
  "    $isForm = stripos($headers['content-type'] ?? '', 'x-www-form-urlencoded') !== false;",
  "    foreach (array_filter(explode('&', $isForm ? $body : ''), 'strlen') as $pair) {",
  "        [$name, $value] = explode('=', $pair, 2) + ['', ''];",
  '        $pairs[] = [urldecode($name), urldecode($value)];',
  '        $form[urldecode($name)] ??= urldecode($value);',
  '    }',
  '    usort($pairs, fn ($a, $b) => strcmp($a[0], $b[0]) ?: strcmp($a[1], $b[1]));',
];

/** PHP 8 and later. */
export function phpSnippet(plan: SnippetPlan, providerName: string): string {
  const timed = Boolean(plan.timestamp?.toleranceSeconds);
  const parameters = [
    'string $body',
    'array $headers',
    'string $secret',
    ...(needsUrl(plan) ? ['string $url'] : []),
    ...(needsMethod(plan) ? ['string $method'] : []),
    ...(timed ? ['?float $now = null'] : []),
  ];
  const raw = plan.encoding.startsWith('base64');
  const expected = plan.contents.map((pieces) => {
    const content = pieces.map((piece) => (piece.kind === 'body' ? '$body' : text(piece))).join(' . ');
    const digest =
      plan.construction === 'hmac'
        ? `hash_hmac('${plan.hash}', ${content}, $key${raw ? ', true' : ''})`
        : `hash('${plan.hash}', ${content}${raw ? ', true' : ''})`;
    return {
      hex: digest,
      'hex-upper': `strtoupper(${digest})`,
      base64: `base64_encode(${digest})`,
      base64url: `rtrim(strtr(base64_encode(${digest}), '+/', '-_'), '=')`,
    }[plan.encoding];
  });
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
        ...(reads(plan, 'json') ? readJson(plan) : []),
        ...(reads(plan, 'form') ? readForm : []),
        ...reading(plan),
        ...(plan.timestamp?.at
          ? [`    $timestamp = ${text(plan.timestamp.at).replace(/^\((?!string\))(.*)\)$/, '$1')};`]
          : []),
        ...(plan.idAt && needs(plan, 'id') ? [`    $id = ${text(plan.idAt)};`] : []),
        ...(needsQuery(plan) || plan.bodyDigestIn
          ? [
              '    $query = [];',
              "    foreach (explode('&', explode('?', $url, 2)[1] ?? '') as $pair) {",
              "        [$name, $value] = explode('=', $pair, 2) + ['', ''];",
              '        $query[urldecode($name)] ??= urldecode($value);',
              '    }',
            ]
          : []),
        ...phpSpellings(plan),
        ...age(plan),
        ...optionalsOf(plan).flatMap(({ index, before, part, after }) => [
          `    $part${index} = ${text(part)};`,
          `    if ($part${index} !== '') $part${index} = ${php(before)} . $part${index} . ${php(after)};`,
        ]),
        ...(expected.length === 1
          ? [
              `    $expected = ${expected[0]};`,
              '    foreach ($signatures as $signature) {',
              '        if (hash_equals($expected, $signature)) return true;',
              '    }',
            ]
          : [
              `    foreach ([${expected.join(', ')}] as $expected) {`,
              '        foreach ($signatures as $signature) {',
              '            if (hash_equals($expected, $signature)) return true;',
              '        }',
              '    }',
            ]),
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
