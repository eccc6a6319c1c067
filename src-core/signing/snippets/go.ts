import {
  eachPlace,
  namesOf,
  needs,
  needsMethod,
  needsQuery,
  needsUrl,
  optionalsOf,
  type Piece,
  quoted,
  reads,
  type SnippetPlan,
} from './plan.ts';
import { goSpellings } from './spellings/go.ts';

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
      return `query.Get(${quoted(piece.name)})`;
    case 'lowerQuery':
      return `strings.ToLower(query.Get(${quoted(piece.name)}))`;
    case 'form':
      return `form.Get(${quoted(piece.name)})`;
    case 'json':
      return `jsonText(payload, ${piece.path.map((name) => quoted(name)).join(', ')})`;
    case 'pathQuery':
      return 'path';
    case 'url':
      return 'rawURL';
    case 'sortedFormParams':
      return 'fields';
    case 'bodyHash':
      return 'fmt.Sprintf("%x", sha256.Sum256(body))';
    case 'hubspotUrl':
      return 'hubspotURL';
    case 'urlWithPort':
      return 'urlWithPort';
    case 'urlWithoutPort':
      return 'urlWithoutPort';
    case 'plivoUrl':
      return 'plivoURL';
    case 'contentfulPath':
      return 'contentfulPath';
    case 'bodyEscaped':
      return 'escaped.String()';
    case 'signedHeaders':
      return 'signedHeaders';
    default:
      return piece.kind;
  }
}

const packages = {
  md5: 'crypto/md5',
  sha1: 'crypto/sha1',
  sha256: 'crypto/sha256',
  sha384: 'crypto/sha512',
  sha512: 'crypto/sha512',
};
const makers = {
  md5: 'md5.New',
  sha1: 'sha1.New',
  sha256: 'sha256.New',
  sha384: 'sha512.New384',
  sha512: 'sha512.New',
};

/** Go's decoder passes over line breaks. */
const base64Key = [
  '\tkey, err := base64.RawStdEncoding.DecodeString(digits)',
  '\tif err != nil || len(key) == 0 || strings.ContainsAny(digits, "\\r\\n") {',
  '\t\treturn false',
  '\t}',
];

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
      return ['\tdigits := strings.TrimSuffix(strings.TrimSuffix(secret, "="), "=")', ...base64Key];
    case 'whsec-base64':
      return [
        '\tdigits := secret',
        '\tif at := strings.Index(secret, "whsec_"); at == 0 || at == 3 && secret[:3] == "v1," {',
        '\t\tdigits = secret[at+6:]',
        '\t}',
        '\tdigits = strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimSuffix(strings.TrimSuffix(digits, "="), "="))',
        ...base64Key,
      ];
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
      return [
        '\tvar signatures []string',
        `\tfor _, pair := range strings.Split(${header}, ${quoted(form.separator)}) {`,
        '\t\t_, signature, _ := strings.Cut(pair, "|")',
        '\t\tsignatures = append(signatures, signature)',
        '\t}',
      ];
    case 'prefix':
      return [
        `\theader := ${header}`,
        `\tif !strings.HasPrefix(header, ${quoted(form.prefix)}) {`,
        '\t\treturn false',
        '\t}',
        `\tsignatures := []string{strings.TrimPrefix(header, ${quoted(form.prefix)})}`,
      ];
    case 'pairs':
      if (form.isGrouped)
        return [
          '\tvar timestamp string',
          '\tvar signatures []string',
          `\tfor _, group := range strings.Split(${header}, " ") {`,
          '\t\tvar time string',
          '\t\tvar own []string',
          `\t\tfor _, pair := range strings.Split(group, ${quoted(form.separator)}) {`,
          '\t\t\tkey, value, _ := strings.Cut(pair, "=")',
          `\t\t\tif key == ${quoted(form.timestampKey ?? '')} && time == "" {`,
          '\t\t\t\ttime = value',
          '\t\t\t}',
          `\t\t\tif key == ${quoted(form.signatureKey)} {`,
          '\t\t\t\town = append(own, value)',
          '\t\t\t}',
          '\t\t}',
          '\t\tif timestamp == "" {',
          '\t\t\ttimestamp = time',
          '\t\t}',
          '\t\tif time == timestamp {',
          '\t\t\tsignatures = append(signatures, own...)',
          '\t\t}',
          '\t}',
        ];
      return [
        `\tvar ${form.timestampKey === null ? '' : 'timestamp string\n\tvar '}signatures []string`,
        `\tfor _, pair := range strings.Split(${header}, ${quoted(form.separator)}) {`,
        '\t\tkey, value, _ := strings.Cut(pair, "=")',
        '\t\tkey, value = strings.TrimSpace(key), strings.TrimSpace(value)',
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
        '\tfor at := range signatures {',
        '\t\tsignatures[at] = strings.TrimSpace(signatures[at])',
        '\t}',
        '\ttimestamp, signatures := signatures[0], signatures[1:]',
      ];
  }
}

function age(plan: SnippetPlan): string[] {
  const rule = plan.timestamp;
  if (!rule?.toleranceSeconds) return [];
  const parse =
    rule.unit === 'iso8601'
      ? [
          '\tlayout := "2006-01-02T15:04:05Z07:00"',
          "\tif len(timestamp) > 10 && timestamp[10] == ' ' {",
          '\t\tlayout = "2006-01-02 15:04:05Z07:00"',
          '\t}',
          '\tsentAt, err := time.Parse(layout, timestamp)',
          '\tif err != nil {',
          '\t\tsentAt, err = time.Parse(strings.TrimSuffix(layout, "Z07:00"), timestamp) // Without a zone it is UTC.',
          '\t}',
          '\tif err != nil {',
          '\t\tsentAt, err = time.Parse(strings.Replace(layout, ":00", "00", 1), timestamp)',
          '\t}',
        ]
      : ['\tnumber, err := strconv.ParseInt(timestamp, 10, 64)'];
  const made = {
    'unix-seconds': 'now.Sub(time.Unix(number, 0))',
    'unix-ms': 'now.Sub(time.UnixMilli(number))',
    iso8601: rule.inWholeSeconds
      ? 'now.Truncate(time.Second).Sub(sentAt.Truncate(time.Second))'
      : 'now.Sub(sentAt)',
  }[rule.unit];
  const bound = `${rule.toleranceSeconds}*time.Second`;
  return [
    ...parse,
    // Beyond 16 digits the clock's own arithmetic overflows.
    `\tif err != nil${rule.unit === 'iso8601' ? '' : ' || len(timestamp) > 16'} {`,
    '\t\treturn false',
    '\t}',
    `\tif age := ${made}; age > ${bound}${rule.futureSeconds === null ? '' : ` || age < -${rule.futureSeconds}*time.Second`} {`,
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

/** Strict UTF-8, with or without a byte order mark; numbers as they are written. */
const readJson = (plan: SnippetPlan): string[] => [
  '\ttext := bytes.TrimPrefix(body, []byte("\\ufeff"))',
  ...(plan.isMultipart
    ? [
        '\t// Sent as multipart/form-data.',
        '\tif field := regexp.MustCompile(`(?s)name="json".*?\\r\\n\\r\\n(.*?)\\r\\n--`).FindSubmatch(text); field != nil {',
        '\t\ttext = field[1]',
        '\t}',
      ]
    : []),
  '\tdecoder := json.NewDecoder(bytes.NewReader(text))',
  '\tdecoder.UseNumber()',
  '\tvar payload any',
  '\tif !json.Valid(text) || !utf8.Valid(body) || decoder.Decode(&payload) != nil {',
  '\t\treturn false',
  '\t}',
];

const jsonHelper = [
  '',
  'func jsonText(value any, path ...string) string {',
  '\tfor _, name := range path {',
  '\t\tfields, _ := value.(map[string]any)',
  '\t\tvalue = fields[name]',
  '\t}',
  '\tif number, isNumber := value.(json.Number); isNumber {',
  '\t\treturn number.String()',
  '\t}',
  '\ttext, _ := value.(string)',
  '\treturn text',
  '}',
];

const sortHelper = [
  '',
  '// sorted lists names and values, of both the smaller first.',
  'func sorted(values url.Values) (pairs [][2]string) {',
  '\tfor name, all := range values {',
  '\t\tfor _, value := range all {',
  '\t\t\tpairs = append(pairs, [2]string{name, value})',
  '\t\t}',
  '\t}',
  '\tsort.Slice(pairs, func(a, b int) bool {',
  '\t\treturn pairs[a][0] < pairs[b][0] || pairs[a][0] == pairs[b][0] && pairs[a][1] < pairs[b][1]',
  '\t})',
  '\treturn pairs',
  '}',
];

const readForm = (plan: SnippetPlan): string[] => [
  '\tisForm := strings.Contains(strings.ToLower(headers.Get("Content-Type")), "x-www-form-urlencoded")',
  '\tform := url.Values{}',
  `\tif isForm${needs(plan, 'plivoUrl') ? ' && method == "POST"' : ''} {`,
  '\t\tform, _ = url.ParseQuery(string(body))',
  '\t}',
];

/** Go 1.18 and later, standard library (but for NFKD). */
export function goSnippet(plan: SnippetPlan, providerName: string): string {
  const timed = Boolean(plan.timestamp?.toleranceSeconds);
  const usesQuery = needsQuery(plan) || plan.bodyDigestIn !== null;
  const usesForm = reads(plan, 'form');
  const usesSort = needs(plan, 'sortedFormParams') || needs(plan, 'plivoUrl');
  const usesStrings =
    plan.reading.how !== 'whole' ||
    plan.key === 'whsec-base64' ||
    plan.encoding === 'hex-upper' ||
    usesQuery ||
    usesForm ||
    usesSort ||
    (timed && plan.timestamp?.unit === 'iso8601') ||
    plan.key === 'base64' ||
    (['lowerQuery', 'pathQuery', 'signedHeaders', 'contentfulPath', 'bodyEscaped'] as const).some((kind) =>
      needs(plan, kind),
    );
  const imports = new Set([
    ...(plan.construction === 'hmac' ? ['crypto/hmac'] : ['crypto/subtle']),
    packages[plan.hash],
    ...(plan.key === 'sha1-of-utf8' ? ['crypto/sha1'] : []),
    ...(plan.encoding.startsWith('base64') || plan.key.endsWith('base64') ? ['encoding/base64'] : []),
    ...(plan.encoding.startsWith('hex') || plan.key === 'hex' ? ['encoding/hex'] : []),
    'net/http',
    ...(usesQuery || usesForm || needs(plan, 'hubspotUrl') ? ['net/url'] : []),
    ...(reads(plan, 'json') ? ['bytes', 'encoding/json', 'unicode/utf8'] : []),
    ...(needs(plan, 'bodyHash') ? ['fmt', 'crypto/sha256'] : []),
    ...(plan.bodyDigestIn ? ['fmt', 'crypto/sha256'] : []),
    ...(needs(plan, 'bodyEscaped') ? ['fmt', 'unicode/utf16', 'unicode/utf8'] : []),
    ...(needs(plan, 'contentfulPath') ? ['fmt'] : []),
    ...(needs(plan, 'hubspotUrl') || needs(plan, 'urlWithPort') || plan.isMultipart ? ['regexp'] : []),
    ...(usesSort ? ['sort'] : []),
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
    ...(needsMethod(plan) ? ['method string'] : []),
    ...(timed ? ['now time.Time'] : []),
  ];
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
    ...(reads(plan, 'json') ? readJson(plan) : []),
    ...(usesForm ? readForm(plan) : []),
    ...(usesQuery
      ? ['\t_, rawQuery, _ := strings.Cut(rawURL, "?")', '\tquery, _ := url.ParseQuery(rawQuery)']
      : []),
    ...goSpellings(plan),
    ...reading(plan),
    ...(plan.timestamp?.at ? [`\ttimestamp := ${text(plan.timestamp.at)}`] : []),
    ...(plan.idAt && needs(plan, 'id') ? [`\tid := ${text(plan.idAt)}`] : []),
    ...age(plan),
    ...(plan.construction === 'hmac' ? key(plan) : []),
    ...optionalsOf(plan).flatMap(({ index, before, part, after }) => [
      `\tpart${index} := ${text(part)}`,
      `\tif part${index} != "" {`,
      `\t\tpart${index} = ${quoted(before)} + part${index} + ${quoted(after)}`,
      '\t}',
    ]),
    ...plan.contents.flatMap((pieces, at) => {
      const isOnly = plan.contents.length === 1;
      const make =
        plan.construction === 'hmac' ? `hmac.New(${makers[plan.hash]}, key)` : `${makers[plan.hash]}()`;
      return [
        `\tmac ${at === 0 ? ':=' : '='} ${make}`,
        ...pieces.map((piece) => `\tmac.Write(${piece.kind === 'body' ? 'body' : `[]byte(${text(piece)})`})`),
        isOnly
          ? `\texpected := ${encoded}`
          : `\texpected${at === 0 ? ' := []string{' : ' = append(expected, '}${encoded}${at === 0 ? '}' : ')'}`,
      ];
    }),
    '\tfor _, signature := range signatures {',
    ...(plan.contents.length === 1
      ? [`\t\tif ${equal} {`, '\t\t\treturn true', '\t\t}']
      : [
          '\t\tfor _, one := range expected {',
          `\t\t\tif ${equal.replace('expected', 'one')} {`,
          '\t\t\t\treturn true',
          '\t\t\t}',
          '\t\t}',
        ]),
    '\t}',
    '\treturn false',
    '}',
    ...(usesOtherNames(plan) ? otherNamesHelper : []),
    ...(reads(plan, 'json') ? jsonHelper : []),
    ...(usesSort ? sortHelper : []),
    '',
  ].join('\n');
}
