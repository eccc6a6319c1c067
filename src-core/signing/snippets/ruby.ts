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
  refusedAge,
  type SnippetPlan,
} from './plan.ts';
import { rubySpellings } from './spellings/ruby.ts';

const ruby = (text: string): string => quoted(text, '#');

function text(piece: Piece): string {
  switch (piece.kind) {
    case 'literal':
      return ruby(piece.text);
    case 'header':
      return namesOf(piece).reduceRight(
        (otherwise, name) => `headers.fetch(${ruby(name)}, ${otherwise})`,
        '""',
      );
    case 'optional':
      return `part${piece.index}`;
    case 'query':
      return `query.fetch(${ruby(piece.name)}, "")`;
    case 'lowerQuery':
      return `query.fetch(${ruby(piece.name)}, "").downcase`;
    case 'sortedFormParams':
      return 'pairs.uniq.sort.join';
    case 'bodyHash':
      return 'OpenSSL::Digest.hexdigest("SHA256", body)';
    case 'bodyEscaped':
      return 'body_escaped';
    case 'hubspotUrl':
      return 'url.gsub(/%(3a|2f|40|21|24|2[789ac]|3b)/i) { |code| URI.decode_www_form_component(code) }';
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
      return `form.fetch(${ruby(piece.name)}, "")`;
    case 'json':
      return `payload.dig(${piece.path.map(ruby).join(', ')}).to_s`;
    case 'pathQuery':
      return 'url.sub(%r{\\A\\w+://[^/?]*}, "").sub(%r{\\A(?!/)}, "/")';
    default:
      return piece.kind;
  }
}

const keys = {
  utf8: 'secret',
  base64:
    'secret.match?(%r{\\A(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2,3})?={0,2}\\z}) ? secret.unpack1("m") : ""',
  hex: 'secret.match?(/\\A(\\h\\h)+\\z/) ? [secret].pack("H*") : ""',
  'whsec-base64':
    'encoded.match?(%r{\\A(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2,3})?={0,2}\\z}) ? encoded.unpack1("m") : ""',
  'sha1-of-utf8': 'OpenSSL::Digest.digest("SHA1", secret)',
  'utf8-nfkd': 'secret.unicode_normalize(:nfkd)',
};

/** What makes the key out of the secret; text that holds none raises, or leaves the key empty. */
const key = (plan: SnippetPlan): string[] =>
  plan.construction === 'plain-hash'
    ? ['  return false if secret.empty?']
    : plan.key === 'sha1-of-utf8'
      ? ['  return false if secret.empty?', `  key = ${keys[plan.key]}`]
      : [
          ...(plan.key === 'whsec-base64'
            ? ['  encoded = secret.sub(/\\A(v1,)?whsec_/, "").tr("-_", "+/")']
            : []),
          `  key = ${keys[plan.key]}`,
          '  return false if key.empty?',
        ];

function reading(plan: SnippetPlan): string[] {
  const header = text(plan.signatureAt);
  const { reading: form } = plan;
  switch (form.how) {
    case 'whole':
      return [`  signatures = [${eachPlace(plan.signatureAt).map(text).join(', ')}]`];
    case 'numbered':
      return [`  signatures = headers.select { |name, _| name.start_with?(${ruby(form.prefix)}) }.values`];
    case 'keyed':
      return [
        `  signatures = ${header}.split(${ruby(form.separator)}).map { |pair| pair.split("|", 2).last.to_s }`,
      ];
    case 'prefix':
      return [
        `  header = ${header}`,
        `  return false unless header.start_with?(${ruby(form.prefix)})`,
        `  signatures = [header.delete_prefix(${ruby(form.prefix)})]`,
      ];
    case 'pairs':
      if (form.isGrouped)
        return [
          `  groups = ${header}.split(" ").map { |group| group.split(${ruby(form.separator)}).map { |pair| pair.split("=", 2) } }`,
          `  timestamp = groups.filter_map { |group| group.assoc(${ruby(form.timestampKey ?? '')})&.last }.first.to_s`,
          `  pairs = groups.select { |group| group.assoc(${ruby(form.timestampKey ?? '')})&.last == timestamp }.flatten(1)`,
          `  signatures = pairs.select { |key, _| key == ${ruby(form.signatureKey)} }.map { |_, value| value.to_s }`,
        ];
      return [
        `  pairs = ${header}.split(${ruby(form.separator)}).map { |pair| pair.split("=", 2).map(&:strip) }`,
        ...(form.timestampKey === null
          ? []
          : [`  timestamp = pairs.assoc(${ruby(form.timestampKey)})&.last.to_s`]),
        `  signatures = pairs.select { |key, _| key == ${ruby(form.signatureKey)} }.map { |_, value| value.to_s }`,
      ];
    case 'list':
      return [
        `  entries = ${header}.split(${ruby(form.separator)})${form.separator === ',' ? '.map(&:strip)' : ''}.select { |entry| entry.start_with?(${ruby(form.prefix)}) }`,
        `  signatures = entries.map { |entry| entry.delete_prefix(${ruby(form.prefix)}) }`,
      ];
    case 'fields':
      return [`  timestamp, *signatures = ${header}.split(${ruby(form.separator)}).map(&:strip)`];
  }
}

function age(plan: SnippetPlan): string[] {
  const rule = plan.timestamp;
  if (!rule?.toleranceSeconds) return [];
  const seconds = {
    'unix-seconds': 'timestamp.to_f',
    'unix-ms': 'timestamp.to_f / 1000',
    // Without a zone it is UTC.
    iso8601: 'DateTime.iso8601(timestamp.sub(" ", "T")).to_time.to_f',
  }[rule.unit];
  return [
    ...(rule.unit === 'iso8601'
      ? ['  return false unless timestamp.match?(/\\A\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d/)']
      : ['  return false unless timestamp.to_s.match?(/\\A-?\\d{1,16}\\z/)']),
    `  age = now.to_f - ${rule.inWholeSeconds ? `(${seconds}).floor` : seconds}`,
    `  return false if ${refusedAge(rule, 'age', '||')}`,
  ];
}

/** Strict UTF-8, with or without a byte order mark. */
const readJson = (plan: SnippetPlan): string[] => [
  '  text = body.dup.force_encoding("UTF-8").delete_prefix("\\uFEFF")',
  '  return false unless text.valid_encoding?',
  ...(plan.isMultipart
    ? [
        '  field = text[/name="json".*?\\r\\n\\r\\n(.*?)\\r\\n--/m, 1] # Sent as multipart/form-data.',
        '  payload = JSON.parse(field || text)',
      ]
    : ['  payload = JSON.parse(text)']),
];

/** Ruby 3 and later, standard library only. */
export function rubySnippet(plan: SnippetPlan, providerName: string): string {
  const timed = Boolean(plan.timestamp?.toleranceSeconds);
  const parameters = [
    'body',
    'headers',
    'secret',
    ...(needsUrl(plan) ? ['url'] : []),
    ...(needsMethod(plan) ? ['method'] : []),
    ...(timed ? ['now = Time.now'] : []),
  ];
  const contents = plan.contents.map((pieces) =>
    pieces.map((piece) => (piece.kind === 'body' ? 'body.b' : `${text(piece)}.b`)).join(' + '),
  );
  const name = plan.hash.toUpperCase();
  const usesQuery = needsQuery(plan) || plan.bodyDigestIn !== null || needs(plan, 'plivoUrl');
  const digest =
    plan.construction === 'hmac'
      ? `OpenSSL::HMAC.digest("${name}", key, content)`
      : `OpenSSL::Digest.digest("${name}", content)`;
  const encoded = {
    hex: `${digest}.unpack1("H*")`,
    'hex-upper': `${digest}.unpack1("H*").upcase`,
    base64: `[${digest}].pack("m0")`,
    base64url: `[${digest}].pack("m0").tr("+/", "-_").delete("=")`,
  }[plan.encoding];
  return [
    ...(reads(plan, 'json') ? ['require "json"'] : []),
    'require "openssl"',
    ...(timed && plan.timestamp?.unit === 'iso8601' ? ['require "date"'] : []),
    ...(usesQuery || reads(plan, 'form') || needs(plan, 'hubspotUrl') ? ['require "uri"'] : []),
    '',
    `# ${providerName}. body: request.raw_post or request.body.read. headers: names in lower case.`,
    `def verify_webhook(${parameters.join(', ')})`,
    ...key(plan),
    ...(reads(plan, 'json') ? readJson(plan) : []),
    ...(reads(plan, 'form')
      ? [
          '  is_form = headers.fetch("content-type", "").downcase.include?("x-www-form-urlencoded")',
          `  pairs = is_form${needs(plan, 'plivoUrl') ? ' && method == "POST"' : ''} ? URI.decode_www_form(body.dup.force_encoding("UTF-8").scrub) : []`,
        ]
      : []),
    ...(needs(plan, 'form') || plan.signatureAt.kind === 'form' ? ['  form = pairs.reverse.to_h'] : []),
    ...(usesQuery ? ['  query = URI.decode_www_form(url.split("?", 2)[1].to_s).reverse.to_h'] : []),
    ...rubySpellings(plan),
    ...reading(plan),
    ...(plan.timestamp?.at ? [`  timestamp = ${text(plan.timestamp.at)}`] : []),
    ...(plan.idAt && needs(plan, 'id') ? [`  id = ${text(plan.idAt)}`] : []),
    ...age(plan),
    ...optionalsOf(plan).flatMap(({ index, before, part, after }) => [
      `  part${index} = ${text(part)}`,
      `  part${index} = ${ruby(before)} + part${index} + ${ruby(after)} unless part${index}.empty?`,
    ]),
    ...(contents.length === 1
      ? [
          `  content = ${contents[0]}`,
          `  expected = ${encoded}`,
          '  signatures.any? { |signature| OpenSSL.secure_compare(expected, signature) }',
        ]
      : [
          `  expected = [${contents.join(', ')}].map { |content| ${encoded} }`,
          '  signatures.product(expected).any? { |signature, one| OpenSSL.secure_compare(one, signature) }',
        ]),
    'rescue StandardError # What cannot be read is not genuine.',
    '  false',
    'end',
    '',
  ].join('\n');
}
