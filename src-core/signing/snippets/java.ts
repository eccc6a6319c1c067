import {
  beyond,
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
      return 'url.replaceFirst("^\\\\w+://[^/?]*", "").replaceFirst("^(?!/)", "/")';
    case 'bodyHash':
      return 'HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body))';
    case 'hubspotUrl':
      return 'Pattern.compile("(?i)%(3a|2f|40|21|24|2[789ac]|3b)").matcher(url).replaceAll(code -> Matcher.quoteReplacement(URLDecoder.decode(code.group(), UTF_8)))';
    case 'bodyEscaped':
      return 'bodyEscaped';
    default:
      return piece.kind;
  }
}

const hashes = { md5: 'MD5', sha1: 'SHA1', sha256: 'SHA256', sha384: 'SHA384', sha512: 'SHA512' };
const digests = { md5: 'MD5', sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' };

const keys = {
  utf8: 'secret.getBytes(UTF_8)',
  base64: 'Base64.getDecoder().decode(secret.replaceFirst("={1,2}$", ""))',
  hex: 'HexFormat.of().parseHex(secret)',
  'whsec-base64':
    'Base64.getDecoder().decode(secret.replaceFirst("^(v1,)?whsec_", "").replaceFirst("={1,2}$", "").replace(\'-\', \'+\').replace(\'_\', \'/\'))',
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
      if (form.isGrouped)
        return [
          '    String timestamp = "";',
          '    List<String> signatures = new ArrayList<>();',
          `    for (String group : ${header}.split(" ")) {`,
          '      String time = "";',
          '      List<String> own = new ArrayList<>();',
          `      for (String pair : group.split(${quoted(form.separator)})) {`,
          `        if (pair.startsWith("${form.timestampKey}=") && time.isEmpty()) time = pair.substring(${(form.timestampKey ?? '').length + 1});`,
          `        if (pair.startsWith("${form.signatureKey}=")) own.add(pair.substring(${form.signatureKey.length + 1}));`,
          '      }',
          '      if (timestamp.isEmpty()) timestamp = time;',
          '      if (time.equals(timestamp)) signatures.addAll(own);',
          '    }',
        ];
      return [
        ...(form.timestampKey === null ? [] : ['    String timestamp = "";']),
        '    List<String> signatures = new ArrayList<>();',
        `    for (String pair : ${header}.split(${quoted(form.separator)})) {`,
        '      String[] parts = pair.strip().split("\\\\s*=\\\\s*", 2);',
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
        `    List<String> fields = List.of(${header}.strip().split(${quoted(`\\s*${form.separator}\\s*`)}, -1));`,
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
    // Without a zone it is UTC.
    iso8601:
      'OffsetDateTime.parse(timestamp.replace(\' \', \'T\').replaceFirst("T[^zZ+-]*$", "$0Z").replaceFirst("([+-]\\\\d\\\\d)(\\\\d\\\\d)$", "$1:$2")).toInstant()',
  }[rule.unit];
  const ended = rule.inWholeSeconds ? '.truncatedTo(ChronoUnit.SECONDS)' : '';
  return [
    ...(rule.unit === 'iso8601' ? [] : ['    if (!timestamp.matches("-?[0-9]{1,16}")) return false;']),
    `    Instant sentAt = ${sentAt}${ended};`,
    `    Duration age = Duration.between(sentAt, now${ended});`,
    `    if (age.compareTo(Duration.ofSeconds(${rule.toleranceSeconds})) > 0) return false;`,
    ...(rule.futureSeconds === null
      ? []
      : [`    if (age.negated().compareTo(Duration.ofSeconds(${rule.futureSeconds})) > 0) return false;`]),
  ];
}

/** Addresses and bodies as providers with spellings of their own sign them. */
function ownSpellings(plan: SnippetPlan): string[] {
  return [
    ...(needs(plan, 'bodyEscaped')
      ? [
          '    String bodyEscaped = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).chars()',
          '        .mapToObj(unit -> unit > 127 ? String.format("\\\\u%04x", unit) : String.valueOf((char) unit))',
          '        .collect(Collectors.joining()).replaceAll("(?<!\\\\\\\\)/", "\\\\\\\\/");',
        ]
      : []),
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
    ...(needsQuery(plan) || needs(plan, 'hubspotUrl') ? ['java.net.URLDecoder'] : []),
    ...(needs(plan, 'hubspotUrl') ? ['java.util.regex.Matcher', 'java.util.regex.Pattern'] : []),
    ...(needs(plan, 'bodyEscaped') ? ['java.nio.ByteBuffer', 'java.util.stream.Collectors'] : []),
    ...(timed && rule?.inWholeSeconds ? ['java.time.temporal.ChronoUnit'] : []),
    'java.security.GeneralSecurityException',
    'java.security.MessageDigest',
    ...(plan.key === 'utf8-nfkd' ? ['java.text.Normalizer'] : []),
    ...(timed ? ['java.time.Duration', 'java.time.Instant'] : []),
    ...(timed && rule?.unit === 'iso8601' ? ['java.time.OffsetDateTime'] : []),
    'java.util.ArrayList',
    ...(plan.encoding.startsWith('base64') || plan.key.endsWith('base64') ? ['java.util.Base64'] : []),
    ...(plan.encoding.startsWith('hex') || plan.key === 'hex' || needs(plan, 'bodyHash')
      ? ['java.util.HexFormat']
      : []),
    'java.util.List',
    'java.util.Map',
    ...(hmac ? ['javax.crypto.Mac', 'javax.crypto.spec.SecretKeySpec'] : []),
  ];
  const parameters = [
    'byte[] body',
    'Map<String, String> headers',
    'String secret',
    ...(needsUrl(plan) ? ['String url'] : []),
    ...(needsMethod(plan) ? ['String method'] : []),
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
        ...ownSpellings(plan),
        '    List<byte[]> expected = new ArrayList<>();',
        ...plan.contents.flatMap((pieces) => [
          ...pieces.map(
            (piece) =>
              `    mac.update(${piece.kind === 'body' ? 'body' : `${text(piece)}.getBytes(UTF_8)`});`,
          ),
          `    expected.add(${encoded}.getBytes(UTF_8));`,
        ]),
        '    return signatures.stream().anyMatch(signature -> expected.stream().anyMatch(one -> MessageDigest.isEqual(signature.getBytes(UTF_8), one)));',
      ],
      '  ',
    ),
    `    } catch (RuntimeException${needs(plan, 'bodyEscaped') ? ' | java.nio.charset.CharacterCodingException' : ''} unreadable) {`,
    '      return false; // What cannot be read is not genuine.',
    '    }',
    '  }',
    ...(needsQuery(plan) ? queryHelper : []),
    '}',
    '',
  ].join('\n');
}
