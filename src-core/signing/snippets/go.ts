import {
  beyond,
  eachPlace,
  namesOf,
  needs,
  needsUrl,
  optionalsOf,
  type Piece,
  quoted,
  type SnippetPlan,
} from './plan.ts';

function text(piece: Piece): string {
  switch (piece.kind) {
    case 'literal':
      return quoted(piece.text);
    case 'header':
      return piece.alsoNamed
        ? `firstHeader(headers, ${namesOf(piece)
            .map((name) => quoted(name))
            .join(', ')})`
        : `headers.Get(${quoted(piece.name)})`;
    case 'optional':
      return `part${piece.index}`;
    case 'query':
      return `address.Query().Get(${quoted(piece.name)})`;
    case 'lowerQuery':
      return `strings.ToLower(address.Query().Get(${quoted(piece.name)}))`;
    case 'form':
    case 'json':
      throw beyond(piece.kind);
    case 'pathQuery':
      return 'address.RequestURI()';
    case 'url':
      return 'rawURL';
    default:
      return piece.kind;
  }
}

const packages = {
  sha1: 'crypto/sha1',
  sha256: 'crypto/sha256',
  sha384: 'crypto/sha512',
  sha512: 'crypto/sha512',
};
const makers = { sha1: 'sha1.New', sha256: 'sha256.New', sha384: 'sha512.New384', sha512: 'sha512.New' };

/** What makes the key out of the secret; text that holds none ends the check. */
function key(plan: SnippetPlan): string[] {
  const decoded = (expression: string) => [
    `\tkey, err := ${expression}`,
    '\tif err != nil || len(key) == 0 {',
    '\t\treturn false',
    '\t}',
  ];
  switch (plan.key) {
    case 'base64':
      return decoded('base64.StdEncoding.DecodeString(secret)');
    case 'whsec-base64':
      return decoded(
        'base64.StdEncoding.DecodeString(strings.TrimPrefix(strings.TrimPrefix(secret, "v1,"), "whsec_"))',
      );
    case 'hex':
      return decoded('hex.DecodeString(secret)');
    case 'sha1-of-utf8':
      return ['\tdigest := sha1.Sum([]byte(secret))', '\tkey := digest[:]'];
    case 'utf8-nfkd':
      return ['\tkey := norm.NFKD.Bytes([]byte(secret))'];
    default:
      return ['\tkey := []byte(secret)'];
  }
}

function reading(plan: SnippetPlan): string[] {
  const header = text(plan.signatureAt);
  const { reading: form } = plan;
  switch (form.how) {
    case 'whole':
      return [`\tsignatures := []string{${eachPlace(plan.signatureAt).map(text).join(', ')}}`];
    case 'numbered':
      return [
        '\tvar signatures []string',
        '\tfor name, values := range headers {',
        `\t\tif strings.HasPrefix(strings.ToLower(name), ${quoted(form.prefix)}) {`,
        '\t\t\tsignatures = append(signatures, values...)',
        '\t\t}',
        '\t}',
      ];
    case 'keyed':
      throw beyond(form.how);
    case 'prefix':
      return [
        `\theader := ${header}`,
        `\tif !strings.HasPrefix(header, ${quoted(form.prefix)}) {`,
        '\t\treturn false',
        '\t}',
        `\tsignatures := []string{strings.TrimPrefix(header, ${quoted(form.prefix)})}`,
      ];
    case 'pairs':
      return [
        `\tvar ${form.timestampKey === null ? '' : 'timestamp string\n\tvar '}signatures []string`,
        `\tfor _, pair := range strings.Split(${header}, ${quoted(form.separator)}) {`,
        '\t\tkey, value, _ := strings.Cut(strings.TrimSpace(pair), "=")',
        ...(form.timestampKey === null
          ? []
          : [
              `\t\tif key == ${quoted(form.timestampKey)} && timestamp == "" {`,
              '\t\t\ttimestamp = value',
              '\t\t}',
            ]),
        `\t\tif key == ${quoted(form.signatureKey)} {`,
        '\t\t\tsignatures = append(signatures, value)',
        '\t\t}',
        '\t}',
      ];
    case 'list':
      return [
        '\tvar signatures []string',
        form.separator === ','
          ? `\tfor _, entry := range strings.Split(${header}, ",") {`
          : `\tfor _, entry := range strings.Fields(${header}) {`,
        ...(form.separator === ',' ? ['\t\tentry = strings.TrimSpace(entry)'] : []),
        `\t\tif strings.HasPrefix(entry, ${quoted(form.prefix)}) {`,
        `\t\t\tsignatures = append(signatures, strings.TrimPrefix(entry, ${quoted(form.prefix)}))`,
        '\t\t}',
        '\t}',
      ];
    case 'fields':
      return [
        `\tsignatures := strings.Split(${header}, ${quoted(form.separator)})`,
        '\ttimestamp, signatures := signatures[0], signatures[1:]',
      ];
  }
}

function age(plan: SnippetPlan): string[] {
  const rule = plan.timestamp;
  if (!rule?.toleranceSeconds) return [];
  const parse =
    rule.unit === 'iso8601'
      ? ['\tsentAt, err := time.Parse(time.RFC3339Nano, timestamp)']
      : ['\tnumber, err := strconv.ParseInt(timestamp, 10, 64)'];
  const made = {
    'unix-seconds': 'now.Sub(time.Unix(number, 0))',
    'unix-ms': 'now.Sub(time.UnixMilli(number))',
    iso8601: 'now.Sub(sentAt)',
  }[rule.unit];
  const bound = `${rule.toleranceSeconds}*time.Second`;
  return [
    ...parse,
    // Beyond 16 digits the clock's own arithmetic overflows.
    `\tif err != nil${rule.unit === 'iso8601' ? '' : ' || len(timestamp) > 16'} {`,
    '\t\treturn false',
    '\t}',
    `\tif age := ${made}; age > ${bound}${rule.refuseFuture ? ` || age < -${bound}` : ''} {`,
    '\t\treturn false',
    '\t}',
  ];
}

/** Whether a header is read by another of its names too; whole signatures are read from each by itself. */
const usesOtherNames = ({ signatureAt, reading: { how }, timestamp, idAt }: SnippetPlan): boolean =>
  [how === 'whole' ? null : signatureAt, timestamp?.at, idAt].some(
    (at) => at?.kind === 'header' && at.alsoNamed !== undefined,
  );

const otherNamesHelper = [
  '',
  'func firstHeader(headers http.Header, names ...string) string {',
  '\tfor _, name := range names {',
  '\t\tif value := headers.Get(name); value != "" {',
  '\t\t\treturn value',
  '\t\t}',
  '\t}',
  '\treturn ""',
  '}',
];

/** Go 1.18 and later, standard library (but for NFKD). */
export function goSnippet(plan: SnippetPlan, providerName: string): string {
  const timed = Boolean(plan.timestamp?.toleranceSeconds);
  const usesAddress = (['query', 'lowerQuery', 'pathQuery'] as const).some((kind) => needs(plan, kind));
  const usesStrings =
    plan.reading.how !== 'whole' ||
    plan.key === 'whsec-base64' ||
    plan.encoding === 'hex-upper' ||
    needs(plan, 'lowerQuery');
  const imports = new Set([
    ...(plan.construction === 'hmac' ? ['crypto/hmac'] : ['crypto/subtle']),
    packages[plan.hash],
    ...(plan.key === 'sha1-of-utf8' ? ['crypto/sha1'] : []),
    ...(plan.encoding.startsWith('base64') || plan.key.endsWith('base64') ? ['encoding/base64'] : []),
    ...(plan.encoding.startsWith('hex') || plan.key === 'hex' ? ['encoding/hex'] : []),
    'net/http',
    ...(usesAddress ? ['net/url'] : []),
    ...(timed && plan.timestamp?.unit !== 'iso8601' ? ['strconv'] : []),
    ...(usesStrings ? ['strings'] : []),
    ...(timed ? ['time'] : []),
    ...(plan.key === 'utf8-nfkd' ? ['golang.org/x/text/unicode/norm'] : []),
  ]);
  const parameters = [
    'body []byte',
    'headers http.Header',
    'secret string',
    ...(needsUrl(plan) ? ['rawURL string'] : []),
    ...(needs(plan, 'method') ? ['method string'] : []),
    ...(timed ? ['now time.Time'] : []),
  ];
  const writes = plan.pieces.map(
    (piece) => `\tmac.Write(${piece.kind === 'body' ? 'body' : `[]byte(${text(piece)})`})`,
  );
  const sum = 'mac.Sum(nil)';
  const encoded = {
    hex: `hex.EncodeToString(${sum})`,
    'hex-upper': `strings.ToUpper(hex.EncodeToString(${sum}))`,
    base64: `base64.StdEncoding.EncodeToString(${sum})`,
    base64url: `base64.RawURLEncoding.EncodeToString(${sum})`,
  }[plan.encoding];
  const equal =
    plan.construction === 'hmac'
      ? 'hmac.Equal([]byte(signature), []byte(expected))'
      : 'subtle.ConstantTimeCompare([]byte(signature), []byte(expected)) == 1';
  return [
    'package webhook',
    '',
    'import (',
    ...[...imports].sort().map((name) => `\t${quoted(name)}`),
    ')',
    '',
    `// VerifyWebhook checks a delivery of ${providerName}. body: the raw bytes, as io.ReadAll(r.Body) gives them.`,
    `func VerifyWebhook(${parameters.join(', ')}) bool {`,
    '\tif secret == "" {',
    '\t\treturn false',
    '\t}',
    ...reading(plan),
    ...(plan.timestamp?.at ? [`\ttimestamp := ${text(plan.timestamp.at)}`] : []),
    ...(plan.idAt && needs(plan, 'id') ? [`\tid := ${text(plan.idAt)}`] : []),
    ...age(plan),
    ...(usesAddress
      ? ['\taddress, err := url.Parse(rawURL)', '\tif err != nil {', '\t\treturn false', '\t}']
      : []),
    ...(plan.construction === 'hmac'
      ? [...key(plan), `\tmac := hmac.New(${makers[plan.hash]}, key)`]
      : [`\tmac := ${makers[plan.hash]}()`]),
    ...optionalsOf(plan).flatMap(({ index, before, part, after }) => [
      `\tpart${index} := ${text(part)}`,
      `\tif part${index} != "" {`,
      `\t\tpart${index} = ${quoted(before)} + part${index} + ${quoted(after)}`,
      '\t}',
    ]),
    ...writes,
    `\texpected := ${encoded}`,
    '\tfor _, signature := range signatures {',
    `\t\tif ${equal} {`,
    '\t\t\treturn true',
    '\t\t}',
    '\t}',
    '\treturn false',
    '}',
    ...(usesOtherNames(plan) ? otherNamesHelper : []),
    '',
  ].join('\n');
}
