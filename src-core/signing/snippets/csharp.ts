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
        (otherwise, name) => `headers.GetValueOrDefault(${quoted(name)}, ${otherwise})`,
        '""',
      );
    case 'optional':
      return `part${piece.index}`;
    case 'query':
      return `(query.GetValues(${quoted(piece.name)})?[0] ?? "")`;
    case 'lowerQuery':
      return `(query.GetValues(${quoted(piece.name)})?[0] ?? "").ToLowerInvariant()`;
    case 'bodyHash':
      return 'Convert.ToHexString(SHA256.HashData(body)).ToLowerInvariant()';
    case 'hubspotUrl':
      return 'Regex.Replace(url, "%(3a|2f|40|21|24|2[789ac]|3b)", code => Uri.UnescapeDataString(code.Value), RegexOptions.IgnoreCase)';
    case 'bodyEscaped':
      return 'bodyEscaped';
    case 'form':
    case 'json':
      throw beyond(piece.kind);
    case 'pathQuery':
      return 'Regex.Replace(Regex.Replace(url, @"^\\w+://[^/?]*", ""), "^(?!/)", "/")';
    default:
      return piece.kind;
  }
}

/** Convert wants the padding that some secrets lack, and passes over blanks. */
const decodedHelper = [
  '',
  '    private static byte[] Decoded(string text)',
  '    {',
  '        var digits = text.EndsWith("==") ? text[..^2] : text.EndsWith(\'=\') ? text[..^1] : text;',
  '        if (digits.Any(char.IsWhiteSpace)) throw new FormatException();',
  "        return Convert.FromBase64String(digits.PadRight((digits.Length + 3) / 4 * 4, '='));",
  '    }',
];

const keys = {
  utf8: 'Encoding.UTF8.GetBytes(secret)',
  base64: 'Decoded(secret)',
  hex: 'Convert.FromHexString(secret)',
  'whsec-base64':
    "Decoded(Regex.Replace(secret, \"^(v1,)?whsec_\", \"\").Replace('-', '+').Replace('_', '/'))",
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
      if (form.isGrouped)
        return [
          `        var groups = ${header}.Split(' ').Select(group => group.Split(${quoted(form.separator)}).Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2).ToList()).ToList();`,
          `        string TimeOf(List<string[]> group) => group.FirstOrDefault(pair => pair[0] == "${form.timestampKey}")?[1] ?? "";`,
          '        var timestamp = groups.Select(TimeOf).FirstOrDefault(time => time != "") ?? "";',
          `        var signatures = groups.Where(group => TimeOf(group) == timestamp).SelectMany(group => group).Where(pair => pair[0] == "${form.signatureKey}").Select(pair => pair[1]).ToList();`,
        ];
      return [
        `        var pairs = ${header}.Split(${quoted(form.separator)}).Select(pair => pair.Split('=', 2).Select(part => part.Trim()).ToArray()).Where(pair => pair.Length == 2).ToList();`,
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
        `        var signatures = ${header}.Split(${quoted(form.separator)}).Select(field => field.Trim()).ToList();`,
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
    `        var age = ${rule.inWholeSeconds ? 'TimeSpan.FromSeconds(now.ToUnixTimeSeconds() - sentAt.ToUnixTimeSeconds())' : 'now - sentAt'};`,
    `        if (age > ${bound}${rule.futureSeconds === null ? '' : ` || age < TimeSpan.FromSeconds(-${rule.futureSeconds})`}) return false;`,
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
    ...(needsMethod(plan) ? ['string method'] : []),
    ...(timed ? ['DateTimeOffset now'] : []),
  ];
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
    ...((plan.construction === 'hmac' && plan.key === 'whsec-base64') ||
    (['hubspotUrl', 'pathQuery', 'bodyEscaped'] as const).some((kind) => needs(plan, kind))
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
        ...(needsQuery(plan)
          ? [
              "        var query = HttpUtility.ParseQueryString(url.Contains('?') ? url[url.IndexOf('?')..] : \"\");",
            ]
          : []),
        ...(needs(plan, 'bodyEscaped')
          ? [
              '        var text = new UTF8Encoding(false, true).GetString(body);',
              '        var bodyEscaped = Regex.Replace(string.Concat(text.Select(unit => unit > 127 ? $"\\\\u{(int)unit:x4}" : unit.ToString())), @"(?<!\\\\)/", @"\\/");',
            ]
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
        '        var expected = new List<byte[]>();',
        ...plan.contents.flatMap((pieces) => [
          ...pieces.map(
            (piece) =>
              `        mac.AppendData(${piece.kind === 'body' ? 'body' : `Encoding.UTF8.GetBytes(${text(piece)})`});`,
          ),
          `        expected.Add(Encoding.UTF8.GetBytes(${encoded}));`,
        ]),
        '        return signatures.Any(signature => expected.Any(one => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), one)));',
      ],
      '    ',
    ),
    '        }',
    '        catch (Exception error) when (error is FormatException or ArgumentException)',
    '        {',
    '            return false; // What cannot be read is not genuine.',
    '        }',
    '    }',
    ...(plan.construction === 'hmac' && plan.key.endsWith('base64') ? decodedHelper : []),
    '}',
    '',
  ].join('\n');
}
