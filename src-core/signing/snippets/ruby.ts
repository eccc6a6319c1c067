import {
  eachPlace,
  namesOf,
  needs,
  needsUrl,
  optionalsOf,
  type Piece,
  quoted,
  reads,
  type SnippetPlan,
} from './plan.ts';

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
      return `URI.decode_www_form(URI(url).query.to_s).to_h.fetch(${ruby(piece.name)}, "")`;
    case 'lowerQuery':
      return `URI.decode_www_form(URI(url).query.to_s).to_h.fetch(${ruby(piece.name)}, "").downcase`;
    case 'form':
      return `form.fetch(${ruby(piece.name)}, "")`;
    case 'json':
      return `payload.dig(${piece.path.map(ruby).join(', ')}).to_s`;
    case 'pathQuery':
      return 'URI(url).request_uri';
    default:
      return piece.kind;
  }
}

const keys = {
  utf8: 'secret',
  base64: 'secret.unpack1("m0")',
  hex: 'secret.match?(/\\A(\\h\\h)+\\z/) ? [secret].pack("H*") : ""',
  'whsec-base64': 'secret.sub(/\\A(v1,)?whsec_/, "").unpack1("m0")',
  'sha1-of-utf8': 'OpenSSL::Digest.digest("SHA1", secret)',
  'utf8-nfkd': 'secret.unicode_normalize(:nfkd)',
};

/** What makes the key out of the secret; text that holds none raises, or leaves the key empty. */
const key = (plan: SnippetPlan): string[] =>
  plan.construction === 'plain-hash'
    ? ['  return false if secret.empty?']
    : plan.key === 'sha1-of-utf8'
      ? ['  return false if secret.empty?', `  key = ${keys[plan.key]}`]
      : [`  key = ${keys[plan.key]}`, '  return false if key.empty?'];

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
      return [
        `  pairs = ${header}.split(${ruby(form.separator)}).map { |pair| pair.strip.split("=", 2) }`,
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
      return [`  timestamp, *signatures = ${header}.split(${ruby(form.separator)})`];
  }
}

function age(plan: SnippetPlan): string[] {
  const rule = plan.timestamp;
  if (!rule?.toleranceSeconds) return [];
  const seconds = {
    'unix-seconds': 'timestamp.to_f',
    'unix-ms': 'timestamp.to_f / 1000',
    iso8601: 'Time.iso8601(timestamp).to_f',
  }[rule.unit];
  const difference = `now.to_f - ${seconds}`;
  return [
    ...(rule.unit === 'iso8601' ? [] : ['  return false unless timestamp.to_s.match?(/\\A-?\\d{1,16}\\z/)']),
    `  return false if ${rule.refuseFuture ? `(${difference}).abs` : difference} > ${rule.toleranceSeconds}`,
  ];
}

/** Ruby 3 and later, standard library only. */
export function rubySnippet(plan: SnippetPlan, providerName: string): string {
  const timed = Boolean(plan.timestamp?.toleranceSeconds);
  const parameters = [
    'body',
    'headers',
    'secret',
    ...(needsUrl(plan) ? ['url'] : []),
    ...(needs(plan, 'method') ? ['method'] : []),
    ...(timed ? ['now = Time.now'] : []),
  ];
  const content = plan.pieces
    .map((piece) => (piece.kind === 'body' ? 'body.b' : `${text(piece)}.b`))
    .join(' + ');
  const name = plan.hash.toUpperCase();
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
    ...(timed && plan.timestamp?.unit === 'iso8601' ? ['require "time"'] : []),
    ...(needs(plan, 'query') || needs(plan, 'lowerQuery') || needs(plan, 'pathQuery') || reads(plan, 'form')
      ? ['require "uri"']
      : []),
    '',
    `# ${providerName}. body: request.raw_post or request.body.read. headers: names in lower case.`,
    `def verify_webhook(${parameters.join(', ')})`,
    ...key(plan),
    ...(reads(plan, 'json') ? ['  payload = JSON.parse(body)'] : []),
    ...(reads(plan, 'form') ? ['  form = URI.decode_www_form(body).to_h'] : []),
    ...reading(plan),
    ...(plan.timestamp?.at ? [`  timestamp = ${text(plan.timestamp.at)}`] : []),
    ...(plan.idAt && needs(plan, 'id') ? [`  id = ${text(plan.idAt)}`] : []),
    ...age(plan),
    ...optionalsOf(plan).flatMap(({ index, before, part, after }) => [
      `  part${index} = ${text(part)}`,
      `  part${index} = ${ruby(before)} + part${index} + ${ruby(after)} unless part${index}.empty?`,
    ]),
    `  content = ${content}`,
    `  expected = ${encoded}`,
    '  signatures.any? { |signature| OpenSSL.secure_compare(expected, signature) }',
    'rescue StandardError # What cannot be read is not genuine.',
    '  false',
    'end',
    '',
  ].join('\n');
}
