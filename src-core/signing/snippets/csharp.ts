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
        (otherwise, name) => `headers.GetValueOrDefault(${quoted(name)}, ${otherwise})`,
        '""',
      );
    case 'optional':
      return `part${piece.index}`;
    case 'query':
      return `(HttpUtility.ParseQueryString(new Uri(url).Query)[${quoted(piece.name)}] ?? "")`;
    case 'lowerQuery':
      return `(HttpUtility.ParseQueryString(new Uri(url).Query)[${quoted(piece.name)}] ?? "").ToLowerInvariant()`;
    case 'form':
    case 'json':
      throw beyond(piece.kind);
    case 'pathQuery':
      return 'new Uri(url).PathAndQuery';
    default:
      return piece.kind;
  }
}

const keys = {
  utf8: 'Encoding.UTF8.GetBytes(secret)',
  base64: 'Convert.FromBase64String(secret)',
  hex: 'Convert.FromHexString(secret)',
  'whsec-base64': 'Convert.FromBase64String(Regex.Replace(secret, "^(v1,)?whsec_", ""))',
  'sha1-of-utf8': 'SHA1.HashData(Encoding.UTF8.GetBytes(secret))',
  'utf8-nfkd': 'Encoding.UTF8.GetBytes(secret.Normalize(NormalizationForm.FormKD))',
};

function reading(plan: SnippetPlan): string[] {
  const header = text(plan.signatureAt);
  const { reading: form } = plan;
  switch (form.how) {
    case 'whole':
      return [
        `        var signatures = new List<string> { ${eachPlace(plan.signatureAt).map(text).join(', ')} };`,
      ];
    case 'numbered':
      return [
        `        var signatures = headers.Where(header => header.Key.StartsWith(${quoted(form.prefix)}, StringComparison.Ordinal))`,
        '            .Select(header => header.Value).ToList();',
      ];
    case 'keyed':
      throw beyond(form.how);
    case 'prefix':
      return [
        `        var header = ${header};`,
        `        if (!header.StartsWith(${quoted(form.prefix)}, StringComparison.Ordinal)) return false;`,
        `        var signatures = new List<string> { header[${form.prefix.length}..] };`,
      ];
    case 'pairs':
      return [
        `        var pairs = ${header}.Split(${quoted(form.separator)}).Select(pair => pair.Trim().Split('=', 2)).Where(pair => pair.Length == 2).ToList();`,
        ...(form.timestampKey === null
          ? []
          : [
              `        var timestamp = pairs.FirstOrDefault(pair => pair[0] == ${quoted(form.timestampKey)})?[1] ?? "";`,
            ]),
        `        var signatures = pairs.Where(pair => pair[0] == ${quoted(form.signatureKey)}).Select(pair => pair[1]).ToList();`,
      ];
    case 'list':
      return [
        `        var signatures = ${header}.Split('${form.separator}').Select(entry => entry.Trim())`,
        `            .Where(entry => entry.StartsWith(${quoted(form.prefix)}, StringComparison.Ordinal))`,
        `            .Select(entry => entry[${form.prefix.length}..]).ToList();`,
      ];
    case 'fields':
      return [
        `        var signatures = ${header}.Split(${quoted(form.separator)}).ToList();`,
        '        var timestamp = signatures[0];',
        '        signatures.RemoveAt(0);',
      ];
  }
}

function age(plan: SnippetPlan): string[] {
  const rule = plan.timestamp;
  if (!rule?.toleranceSeconds) return [];
  const bound = `TimeSpan.FromSeconds(${rule.toleranceSeconds})`;
  const lines =
    rule.unit === 'iso8601'
      ? [
          '        if (!DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var sentAt)) return false;',
        ]
      : [
          '        if (!long.TryParse(timestamp, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)) return false;',
          `        var sentAt = DateTimeOffset.FromUnixTime${rule.unit === 'unix-ms' ? 'Milliseconds' : 'Seconds'}(number);`,
        ];
  return [
    ...lines,
    `        if (${rule.refuseFuture ? '(now - sentAt).Duration()' : 'now - sentAt'} > ${bound}) return false;`,
  ];
}

/** .NET 8 and later. */
export function csharpSnippet(plan: SnippetPlan, providerName: string): string {
  const timed = Boolean(plan.timestamp?.toleranceSeconds);
  const hash = plan.hash.toUpperCase();
  const parameters = [
    'byte[] body',
    'IReadOnlyDictionary<string, string> headers',
    'string secret',
    ...(needsUrl(plan) ? ['string url'] : []),
    ...(needs(plan, 'method') ? ['string method'] : []),
    ...(timed ? ['DateTimeOffset now'] : []),
  ];
  const content = plan.pieces.map(
    (piece) =>
      `        mac.AppendData(${piece.kind === 'body' ? 'body' : `Encoding.UTF8.GetBytes(${text(piece)})`});`,
  );
  const make =
    plan.construction === 'hmac'
      ? `        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.${hash}, key);`
      : `        using var mac = IncrementalHash.CreateHash(HashAlgorithmName.${hash});`;
  const sum = 'mac.GetHashAndReset()';
  const encoded = {
    hex: `Convert.ToHexString(${sum}).ToLowerInvariant()`,
    'hex-upper': `Convert.ToHexString(${sum})`,
    base64: `Convert.ToBase64String(${sum})`,
    base64url: `Convert.ToBase64String(${sum}).TrimEnd('=').Replace('+', '-').Replace('/', '_')`,
  }[plan.encoding];
  return [
    'using System;',
    'using System.Collections.Generic;',
    ...(timed ? ['using System.Globalization;'] : []),
    'using System.Linq;',
    'using System.Security.Cryptography;',
    'using System.Text;',
    ...(plan.construction === 'hmac' && plan.key === 'whsec-base64'
      ? ['using System.Text.RegularExpressions;']
      : []),
    ...(needsQuery(plan) ? ['using System.Web;'] : []),
    '',
    'public static class WebhookVerifier',
    '{',
    `    /// <summary>${providerName}. body: the raw bytes of Request.Body. headers: names in lower case.</summary>`,
    `    public static bool VerifyWebhook(${parameters.join(', ')})`,
    '    {',
    '        if (string.IsNullOrEmpty(secret)) return false;',
    '        try',
    '        {',
    ...indented(
      [
        ...(plan.construction === 'hmac'
          ? [`        var key = ${keys[plan.key]};`, '        if (key.Length == 0) return false;']
          : []),
        ...reading(plan),
        ...(plan.timestamp?.at ? [`        var timestamp = ${text(plan.timestamp.at)};`] : []),
        ...(plan.idAt && needs(plan, 'id') ? [`        var id = ${text(plan.idAt)};`] : []),
        ...age(plan),
        make,
        ...optionalsOf(plan).flatMap(({ index, before, part, after }) => [
          `        var part${index} = ${text(part)};`,
          `        if (part${index} != "") part${index} = ${quoted(before)} + part${index} + ${quoted(after)};`,
        ]),
        ...content,
        `        var expected = Encoding.UTF8.GetBytes(${encoded});`,
        '        return signatures.Any(signature => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), expected));',
      ],
      '    ',
    ),
    '        }',
    '        catch (Exception error) when (error is FormatException or ArgumentException)',
    '        {',
    '            return false; // What cannot be read is not genuine.',
    '        }',
    '    }',
    '}',
    '',
  ].join('\n');
}
