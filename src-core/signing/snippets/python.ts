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

function text(piece: Piece): string {
  switch (piece.kind) {
    case 'literal':
      return quoted(piece.text);
    case 'header':
      return namesOf(piece).reduceRight(
        (otherwise, name) => `headers.get(${quoted(name)}, ${otherwise})`,
        '""',
      );
    case 'optional':
      return `part${piece.index}`;
    case 'query':
      return `dict(parse_qsl(urlsplit(url).query)).get(${quoted(piece.name)}, "")`;
    case 'lowerQuery':
      return `dict(parse_qsl(urlsplit(url).query)).get(${quoted(piece.name)}, "").lower()`;
    case 'form':
      return `form.get(${quoted(piece.name)}, "")`;
    case 'json':
      return `str(payload${piece.path.map((name, at) => `.get(${quoted(name)}, ${at === piece.path.length - 1 ? '""' : '{}'})`).join('')})`;
    case 'pathQuery':
      return 'urlsplit(url)._replace(scheme="", netloc="", fragment="").geturl()';
    default:
      return piece.kind;
  }
}

const keys = {
  utf8: 'secret.encode()',
  base64: 'base64.b64decode(secret, validate=True)',
  hex: 'binascii.unhexlify(secret)',
  'whsec-base64': 'base64.b64decode(re.sub("^(v1,)?whsec_", "", secret), validate=True)',
  'sha1-of-utf8': 'hashlib.sha1(secret.encode()).digest()',
  'utf8-nfkd': 'unicodedata.normalize("NFKD", secret).encode()',
};

/** What makes the key out of the secret; text that holds none raises, or leaves the key empty. */
const key = (plan: SnippetPlan): string[] => [
  '    if not secret:',
  '        return False',
  ...(plan.construction === 'plain-hash' ? [] : [`    key = ${keys[plan.key]}`]),
  ...(plan.construction === 'hmac' && (plan.key === 'hex' || plan.key.endsWith('base64'))
    ? ['    if not key:', '        return False']
    : []),
];

function reading(plan: SnippetPlan): string[] {
  const header = text(plan.signatureAt);
  const { reading: form } = plan;
  switch (form.how) {
    case 'whole':
      return [`    signatures = [${eachPlace(plan.signatureAt).map(text).join(', ')}]`];
    case 'numbered':
      return [
        `    signatures = [value for name, value in headers.items() if name.startswith(${quoted(form.prefix)})]`,
      ];
    case 'keyed':
      return [
        `    signatures = [pair.partition("|")[2] for pair in ${header}.split(${quoted(form.separator)})]`,
      ];
    case 'prefix':
      return [
        `    header = ${header}`,
        `    if not header.startswith(${quoted(form.prefix)}):`,
        '        return False',
        `    signatures = [header[${form.prefix.length}:]]`,
      ];
    case 'pairs':
      return [
        `    pairs = [pair.strip().partition("=")[::2] for pair in ${header}.split(${quoted(form.separator)})]`,
        ...(form.timestampKey === null
          ? []
          : [`    timestamp = dict(reversed(pairs)).get(${quoted(form.timestampKey)}, "")`]),
        `    signatures = [value for key, value in pairs if key == ${quoted(form.signatureKey)}]`,
      ];
    case 'list':
      return [
        `    prefix = ${quoted(form.prefix)}`,
        form.separator === ','
          ? `    entries = [entry.strip() for entry in ${header}.split(",")]`
          : `    entries = ${header}.split(" ")`,
        '    signatures = [entry[len(prefix):] for entry in entries if entry.startswith(prefix)]',
      ];
    case 'fields':
      return [`    timestamp, *signatures = ${header}.split(${quoted(form.separator)})`];
  }
}

function age(plan: SnippetPlan): string[] {
  const rule = plan.timestamp;
  if (!rule?.toleranceSeconds) return [];
  const seconds = {
    'unix-seconds': 'float(timestamp)',
    'unix-ms': 'float(timestamp) / 1000',
    iso8601: 'datetime.fromisoformat(timestamp.replace("Z", "+00:00")).timestamp()',
  }[rule.unit];
  const difference = `(now or time.time()) - ${seconds}`;
  return [
    ...(rule.unit === 'iso8601'
      ? []
      : ['    if not re.fullmatch("-?[0-9]{1,16}", timestamp):', '        return False']),
    `    age = ${difference}`,
    `    if ${rule.refuseFuture ? 'abs(age)' : 'age'} > ${rule.toleranceSeconds}:`,
    '        return False',
  ];
}

/** Python 3.9 and later, standard library only. */
export function pythonSnippet(plan: SnippetPlan, providerName: string): string {
  const timed = Boolean(plan.timestamp?.toleranceSeconds);
  const usesBase64 = plan.encoding.startsWith('base64') || plan.key.endsWith('base64');
  const imports = [
    ...(usesBase64 ? ['base64'] : []),
    ...(plan.key === 'hex' && plan.construction === 'hmac' ? ['binascii'] : []),
    'hashlib',
    'hmac',
    ...(reads(plan, 'json') ? ['json'] : []),
    ...((timed && plan.timestamp?.unit !== 'iso8601') || plan.key === 'whsec-base64' ? ['re'] : []),
    ...(timed ? ['time'] : []),
    ...(plan.key === 'utf8-nfkd' ? ['unicodedata'] : []),
  ].map((name) => `import ${name}`);
  if (timed && plan.timestamp?.unit === 'iso8601') imports.push('from datetime import datetime');
  const parsed = [
    ...(reads(plan, 'form') || needs(plan, 'query') || needs(plan, 'lowerQuery') ? ['parse_qsl'] : []),
    ...(needs(plan, 'query') || needs(plan, 'lowerQuery') || needs(plan, 'pathQuery') ? ['urlsplit'] : []),
  ];
  if (parsed.length > 0) imports.push(`from urllib.parse import ${parsed.join(', ')}`);
  const parameters = [
    'body: bytes',
    'headers: dict',
    'secret: str',
    ...(needsUrl(plan) ? ['url: str'] : []),
    ...(needs(plan, 'method') ? ['method: str'] : []),
    ...(timed ? ['now: float = None'] : []),
  ];
  const content = runsOf(plan.pieces)
    .map((run) =>
      run.body
        ? 'body'
        : run.pieces.length === 1 && run.pieces[0]
          ? `${text(run.pieces[0])}.encode()`
          : `(${run.pieces.map(text).join(' + ')}).encode()`,
    )
    .join(' + ');
  const digest =
    plan.construction === 'hmac'
      ? `hmac.new(key, content, hashlib.${plan.hash})`
      : `hashlib.${plan.hash}(content)`;
  const encoded = {
    hex: `${digest}.hexdigest()`,
    'hex-upper': `${digest}.hexdigest().upper()`,
    base64: `base64.b64encode(${digest}.digest()).decode()`,
    base64url: `base64.urlsafe_b64encode(${digest}.digest()).decode().rstrip("=")`,
  }[plan.encoding];
  return [
    ...imports,
    '',
    '',
    `def verify_webhook(${parameters.join(', ')}) -> bool:`,
    `    """${providerName}. body: the raw bytes (Flask: request.get_data()). headers: names in lower case."""`,
    '    try:',
    ...indented(
      [
        ...key(plan),
        ...(reads(plan, 'json') ? ['    payload = json.loads(body)'] : []),
        ...(reads(plan, 'form') ? ['    form = dict(parse_qsl(body.decode()))'] : []),
        ...reading(plan),
        ...(plan.timestamp?.at ? [`    timestamp = ${text(plan.timestamp.at)}`] : []),
        ...(plan.idAt && needs(plan, 'id') ? [`    id = ${text(plan.idAt)}`] : []),
        ...age(plan),
        ...optionalsOf(plan).flatMap(({ index, before, part, after }) => [
          `    part${index} = ${text(part)}`,
          `    if part${index}:`,
          `        part${index} = ${quoted(before)} + part${index} + ${quoted(after)}`,
        ]),
        `    content = ${content}`,
        `    expected = ${encoded}`,
        '    return any(hmac.compare_digest(expected.encode(), signature.encode()) for signature in signatures)',
      ],
      '    ',
    ),
    '    except Exception:  # What cannot be read is not genuine.',
    '        return False',
    '',
  ].join('\n');
}
