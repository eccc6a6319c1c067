import {
  beyond,
  eachPlace,
  indented,
  namesOf,
  needs,
  needsQuery,
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
      return namesOf(piece).reduceRight(
        (otherwise, name) => `headers.getOrDefault(${quoted(name)}, ${otherwise})`,
        '""',
      );
    case 'optional':
      return `part${piece.index}`;
    case 'query':
      return `queryParameter(url, ${quoted(piece.name)})`;
    case 'lowerQuery':
      return `queryParameter(url, ${quoted(piece.name)}).toLowerCase()`;
    case 'form':
    case 'json':
      throw beyond(piece.kind);
    case 'pathQuery':
      return 'url.replaceFirst("^https?://[^/]+", "")';
    default:
      return piece.kind;
  }
}

const hashes = { sha1: 'SHA1', sha256: 'SHA256', sha384: 'SHA384', sha512: 'SHA512' };
const digests = { sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' };

const keys = {
  utf8: 'secret.getBytes(UTF_8)',
  base64: 'Base64.getDecoder().decode(secret)',
  hex: 'HexFormat.of().parseHex(secret)',
  'whsec-base64': 'Base64.getDecoder().decode(secret.replaceFirst("^(v1,)?whsec_", ""))',
  'sha1-of-utf8': 'MessageDigest.getInstance("SHA-1").digest(secret.getBytes(UTF_8))',
  'utf8-nfkd': 'Normalizer.normalize(secret, Normalizer.Form.NFKD).getBytes(UTF_8)',
};

function reading(plan: SnippetPlan): string[] {
  const header = text(plan.signatureAt);
  const { reading: form } = plan;
  switch (form.how) {
    case 'whole':
      return [`    List<String> signatures = List.of(${eachPlace(plan.signatureAt).map(text).join(', ')});`];
    case 'numbered':
      return [
        '    List<String> signatures = headers.entrySet().stream()',
        `        .filter(header -> header.getKey().startsWith(${quoted(form.prefix)})).map(Map.Entry::getValue).toList();`,
      ];
    case 'keyed':
      throw beyond(form.how);
    case 'prefix':
      return [
        `    String header = ${header};`,
        `    if (!header.startsWith(${quoted(form.prefix)})) return false;`,
        `    List<String> signatures = List.of(header.substring(${form.prefix.length}));`,
      ];
    case 'pairs':
      return [
        ...(form.timestampKey === null ? [] : ['    String timestamp = "";']),
        '    List<String> signatures = new ArrayList<>();',
        `    for (String pair : ${header}.split(${quoted(form.separator)})) {`,
        '      String[] parts = pair.strip().split("=", 2);',
        '      if (parts.length < 2) continue;',
        ...(form.timestampKey === null
          ? []
          : [
              `      if (parts[0].equals(${quoted(form.timestampKey)}) && timestamp.isEmpty()) timestamp = parts[1];`,
            ]),
        `      if (parts[0].equals(${quoted(form.signatureKey)})) signatures.add(parts[1]);`,
        '    }',
      ];
    case 'list':
      return [
        '    List<String> signatures = new ArrayList<>();',
        `    for (String entry : ${header}.split(${quoted(form.separator === ',' ? '\\s*,\\s*' : ' ')})) {`,
        `      if (entry.startsWith(${quoted(form.prefix)})) signatures.add(entry.substring(${form.prefix.length}));`,
        '    }',
      ];
    case 'fields':
      return [
        `    List<String> fields = List.of(${header}.split(${quoted(form.separator)}, -1));`,
        '    String timestamp = fields.get(0);',
        '    List<String> signatures = fields.subList(1, fields.size());',
      ];
  }
}

function age(plan: SnippetPlan): string[] {
  const rule = plan.timestamp;
  if (!rule?.toleranceSeconds) return [];
  const sentAt = {
    'unix-seconds': 'Instant.ofEpochSecond(Long.parseLong(timestamp))',
    'unix-ms': 'Instant.ofEpochMilli(Long.parseLong(timestamp))',
    iso8601: 'OffsetDateTime.parse(timestamp).toInstant()',
  }[rule.unit];
  const difference = `Duration.between(sentAt, now)${rule.refuseFuture ? '.abs()' : ''}`;
  return [
    `    Instant sentAt = ${sentAt};`,
    `    if (${difference}.compareTo(Duration.ofSeconds(${rule.toleranceSeconds})) > 0) return false;`,
  ];
}

const queryHelper = [
  '',
  '  private static String queryParameter(String url, String name) {',
  '    for (String pair : url.substring(url.indexOf(\'?\') + 1).split("&")) {',
  '      String[] parts = pair.split("=", 2);',
  '      if (URLDecoder.decode(parts[0], UTF_8).equals(name)) return parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8);',
  '    }',
  '    return "";',
  '  }',
];

/** Java 17 and later, nothing installed. */
export function javaSnippet(plan: SnippetPlan, providerName: string): string {
  const rule = plan.timestamp;
  const timed = Boolean(rule?.toleranceSeconds);
  const hmac = plan.construction === 'hmac';
  const imports = [
    ...(needsQuery(plan) ? ['java.net.URLDecoder'] : []),
    'java.security.GeneralSecurityException',
    'java.security.MessageDigest',
    ...(plan.key === 'utf8-nfkd' ? ['java.text.Normalizer'] : []),
    ...(timed ? ['java.time.Duration', 'java.time.Instant'] : []),
    ...(timed && rule?.unit === 'iso8601' ? ['java.time.OffsetDateTime'] : []),
    ...(plan.reading.how === 'pairs' || plan.reading.how === 'list' ? ['java.util.ArrayList'] : []),
    ...(plan.encoding.startsWith('base64') || plan.key.endsWith('base64') ? ['java.util.Base64'] : []),
    ...(plan.encoding.startsWith('hex') || plan.key === 'hex' ? ['java.util.HexFormat'] : []),
    'java.util.List',
    'java.util.Map',
    ...(hmac ? ['javax.crypto.Mac', 'javax.crypto.spec.SecretKeySpec'] : []),
  ];
  const parameters = [
    'byte[] body',
    'Map<String, String> headers',
    'String secret',
    ...(needsUrl(plan) ? ['String url'] : []),
    ...(needs(plan, 'method') ? ['String method'] : []),
    ...(timed ? ['Instant now'] : []),
  ];
  const make = hmac
    ? [
        `    byte[] key = ${keys[plan.key]};`,
        '    if (key.length == 0) return false;',
        `    Mac mac = Mac.getInstance("Hmac${hashes[plan.hash]}");`,
        `    mac.init(new SecretKeySpec(key, "Hmac${hashes[plan.hash]}"));`,
      ]
    : [`    MessageDigest mac = MessageDigest.getInstance("${digests[plan.hash]}");`];
  const sum = hmac ? 'mac.doFinal()' : 'mac.digest()';
  const encoded = {
    hex: `HexFormat.of().formatHex(${sum})`,
    'hex-upper': `HexFormat.of().withUpperCase().formatHex(${sum})`,
    base64: `Base64.getEncoder().encodeToString(${sum})`,
    base64url: `Base64.getUrlEncoder().withoutPadding().encodeToString(${sum})`,
  }[plan.encoding];
  return [
    'import static java.nio.charset.StandardCharsets.UTF_8;',
    '',
    ...imports.sort().map((name) => `import ${name};`),
    '',
    'final class WebhookVerifier {',
    `  /** ${providerName}. body: the raw bytes, as {@code @RequestBody byte[]} gives them. headers: names in lower case. */`,
    `  static boolean verifyWebhook(${parameters.join(', ')}) throws GeneralSecurityException {`,
    '    if (secret == null || secret.isEmpty()) return false;',
    '    try {',
    ...indented(
      [
        ...reading(plan),
        ...(rule?.at ? [`    String timestamp = ${text(rule.at)};`] : []),
        ...(plan.idAt && needs(plan, 'id') ? [`    String id = ${text(plan.idAt)};`] : []),
        ...age(plan),
        ...make,
        ...optionalsOf(plan).flatMap(({ index, before, part, after }) => [
          `    String part${index} = ${text(part)};`,
          `    if (!part${index}.isEmpty()) part${index} = ${quoted(before)} + part${index} + ${quoted(after)};`,
        ]),
        ...plan.pieces.map(
          (piece) => `    mac.update(${piece.kind === 'body' ? 'body' : `${text(piece)}.getBytes(UTF_8)`});`,
        ),
        `    byte[] expected = ${encoded}.getBytes(UTF_8);`,
        '    return signatures.stream().anyMatch(signature -> MessageDigest.isEqual(signature.getBytes(UTF_8), expected));',
      ],
      '  ',
    ),
    '    } catch (RuntimeException unreadable) {',
    '      return false; // What cannot be read is not genuine.',
    '    }',
    '  }',
    ...(needsQuery(plan) ? queryHelper : []),
    '}',
    '',
  ].join('\n');
}
