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
  runsOf,
  type SnippetPlan,
} from './plan.ts';
import { pythonSpellings } from './spellings/python.ts';

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
      return `query.get(${quoted(piece.name)}, "")`;
    case 'lowerQuery':
      return `query.get(${quoted(piece.name)}, "").lower()`;
    case 'sortedFormParams':
      return 'fields';
    case 'bodyHash':
      return 'hashlib.sha256(body).hexdigest()';
    case 'bodyEscaped':
      return 'body_escaped';
    case 'hubspotUrl':
      return 're.sub("(?i)%(3a|2f|40|21|24|2[789ac]|3b)", lambda code: unquote(code.group()), url)';
    case 'urlWithPort':
      return 'url_with_port';
    case 'urlWithoutPort':
      return 'url_without_port';
    case 'plivoUrl':
      return 'plivo_url';
    case 'contentfulPath':
      return 'contentful_path';
    case 'signedHeaders':
      return 'signed_headers';
    case 'form':
      return `form.get(${quoted(piece.name)}, "")`;
    case 'json':
      return `str(payload${piece.path.map((name, at) => `.get(${quoted(name)}, ${at === piece.path.length - 1 ? '""' : '{}'})`).join('')})`;
    case 'pathQuery':
      return 're.sub("^(?!/)", "/", re.sub("^\\\\w+://[^/?]*", "", url))';
    default:
      return piece.kind;
  }
}

const keys = {
  utf8: 'secret.encode()',
  base64: 'base64.b64decode(re.sub("={1,2}$", "", secret) + "==")',
  hex: 'binascii.unhexlify(secret)',
  'whsec-base64':
    'base64.urlsafe_b64decode(re.sub("={1,2}$", "", encoded).replace("+", "-").replace("/", "_") + "==")',
  'sha1-of-utf8': 'hashlib.sha1(secret.encode()).digest()',
  'utf8-nfkd': 'unicodedata.normalize("NFKD", secret).encode()',
};

/** Base64 with or without its padding; behind whsec_ in either alphabet. Python's decoder passes over other characters. */
function base64Form({ key: form }: SnippetPlan): string[] {
  if (form === 'base64')
    return ['    if not re.fullmatch("[A-Za-z0-9+/]+={0,2}", secret):', '        return False'];
  if (form !== 'whsec-base64') return [];
  return [
    '    encoded = re.sub("^(v1,)?whsec_", "", secret)',
    '    if not re.fullmatch("[A-Za-z0-9+/_-]+={0,2}", encoded):',
    '        return False',
  ];
}

/** What makes the key out of the secret; text that holds none raises, or leaves the key empty. */
const key = (plan: SnippetPlan): string[] => [
  '    if not secret:',
  '        return False',
  ...(plan.construction === 'plain-hash' ? [] : [...base64Form(plan), `    key = ${keys[plan.key]}`]),
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
      if (form.isGrouped)
        return [
          `    groups = [[pair.partition("=")[::2] for pair in group.split(${quoted(form.separator)})] for group in ${header}.split(" ")]`,
          `    times = [dict(reversed(group)).get(${quoted(form.timestampKey ?? '')}, "") for group in groups]`,
          '    timestamp = next(filter(None, times), "")',
          '    pairs = [pair for group, sent in zip(groups, times) if sent == timestamp for pair in group]',
          `    signatures = [value for key, value in pairs if key == ${quoted(form.signatureKey)}]`,
        ];
      return [
        `    pairs = [[part.strip() for part in pair.partition("=")[::2]] for pair in ${header}.split(${quoted(form.separator)})]`,
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
      return [
        `    timestamp, *signatures = [field.strip() for field in ${header}.split(${quoted(form.separator)})]`,
      ];
  }
}

function age(plan: SnippetPlan): string[] {
  const rule = plan.timestamp;
  if (!rule?.toleranceSeconds) return [];
  const seconds = {
    'unix-seconds': 'float(timestamp)',
    'unix-ms': 'float(timestamp) / 1000',
    iso8601: '(sent if sent.tzinfo else sent.replace(tzinfo=timezone.utc)).timestamp()',
  }[rule.unit];
  const difference = `(now or time.time()) - ${rule.inWholeSeconds ? `math.floor(${seconds})` : seconds}`;
  return [
    ...(rule.unit === 'iso8601'
      ? ['    sent = datetime.fromisoformat(timestamp.replace("Z", "+00:00"))']
      : ['    if not re.fullmatch("-?[0-9]{1,16}", timestamp):', '        return False']),
    `    age = ${difference}`,
    `    if ${refusedAge(rule, 'age', 'or')}:`,
    '        return False',
  ];
}

const isIn = (plan: SnippetPlan, kind: 'form'): boolean => plan.signatureAt.kind === kind;

const usesPatterns = (plan: SnippetPlan): boolean =>
  (Boolean(plan.timestamp?.toleranceSeconds) && plan.timestamp?.unit !== 'iso8601') ||
  (plan.construction === 'hmac' && plan.key.endsWith('base64')) ||
  plan.isMultipart ||
  (['hubspotUrl', 'pathQuery', 'urlWithPort', 'contentfulPath', 'bodyEscaped'] as const).some((kind) =>
    needs(plan, kind),
  );

/** Strict UTF-8, with or without a byte order mark. */
const readJson = (plan: SnippetPlan): string[] =>
  plan.isMultipart
    ? [
        '    text = body.decode("utf-8-sig")',
        '    field = re.search(\'name="json".*?\\r\\n\\r\\n(.*?)\\r\\n--\', text, re.S)  # Sent as multipart/form-data.',
        '    payload = json.loads(field[1] if field else text)',
      ]
    : ['    payload = json.loads(body.decode("utf-8-sig"))'];

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
    ...(timed && plan.timestamp?.inWholeSeconds ? ['math'] : []),
    ...(usesPatterns(plan) ? ['re'] : []),
    ...(timed ? ['time'] : []),
    ...(plan.key === 'utf8-nfkd' ? ['unicodedata'] : []),
  ].map((name) => `import ${name}`);
  if (timed && plan.timestamp?.unit === 'iso8601') imports.push('from datetime import datetime, timezone');
  const usesQuery = needsQuery(plan) || plan.bodyDigestIn !== null;
  const parsed = [
    ...(reads(plan, 'form') || usesQuery ? ['parse_qsl'] : []),
    ...(needs(plan, 'contentfulPath') ? ['quote'] : []),
    ...(needs(plan, 'hubspotUrl') ? ['unquote'] : []),
  ];
  if (parsed.length > 0) imports.push(`from urllib.parse import ${parsed.join(', ')}`);
  const parameters = [
    'body: bytes',
    'headers: dict',
    'secret: str',
    ...(needsUrl(plan) ? ['url: str'] : []),
    ...(needsMethod(plan) ? ['method: str'] : []),
    ...(timed ? ['now: float = None'] : []),
  ];
  const contents = plan.contents.map((pieces) =>
    runsOf(pieces)
      .map((run) =>
        run.body
          ? 'body'
          : run.pieces.length === 1 && run.pieces[0]
            ? `${text(run.pieces[0])}.encode()`
            : `(${run.pieces.map(text).join(' + ')}).encode()`,
      )
      .join(' + '),
  );
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
        ...(reads(plan, 'json') ? readJson(plan) : []),
        ...(reads(plan, 'form')
          ? [
              '    is_form = "x-www-form-urlencoded" in headers.get("content-type", "").lower()',
              '    pairs = parse_qsl(body.decode(errors="replace"), keep_blank_values=True) if is_form else []',
            ]
          : []),
        ...(needs(plan, 'form') || isIn(plan, 'form') ? ['    form = dict(reversed(pairs))'] : []),
        ...(usesQuery
          ? ['    query = dict(reversed(parse_qsl(url.partition("?")[2], keep_blank_values=True)))']
          : []),
        ...pythonSpellings(plan),
        ...reading(plan),
        ...(plan.timestamp?.at ? [`    timestamp = ${text(plan.timestamp.at)}`] : []),
        ...(plan.idAt && needs(plan, 'id') ? [`    id = ${text(plan.idAt)}`] : []),
        ...age(plan),
        ...optionalsOf(plan).flatMap(({ index, before, part, after }) => [
          `    part${index} = ${text(part)}`,
          `    if part${index}:`,
          `        part${index} = ${quoted(before)} + part${index} + ${quoted(after)}`,
        ]),
        ...(contents.length === 1
          ? [
              `    content = ${contents[0]}`,
              `    expected = ${encoded}`,
              '    return any(hmac.compare_digest(expected.encode(), signature.encode()) for signature in signatures)',
            ]
          : [
              `    contents = [${contents.join(', ')}]`,
              `    expected = [${encoded} for content in contents]`,
              '    return any(hmac.compare_digest(one.encode(), signature.encode()) for one in expected for signature in signatures)',
            ]),
      ],
      '    ',
    ),
    '    except Exception:  # What cannot be read is not genuine.',
    '        return False',
    '',
  ].join('\n');
}
