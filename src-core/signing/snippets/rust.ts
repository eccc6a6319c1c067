import {
  beyond,
  eachPlace,
  namesOf,
  needs,
  needsMethod,
  needsQuery,
  needsUrl,
  optionalsOf,
  type Piece,
  quoted,
  refusedAge,
  type SnippetPlan,
} from './plan.ts';

function text(piece: Piece): string {
  switch (piece.kind) {
    case 'literal':
      return quoted(piece.text);
    case 'header':
      return `header(headers, &[${namesOf(piece)
        .map((name) => quoted(name))
        .join(', ')}])`;
    case 'optional':
      return `part${piece.index}`;
    case 'query':
      return `query_parameter(url, ${quoted(piece.name)})`;
    case 'lowerQuery':
      return `query_parameter(url, ${quoted(piece.name)}).to_lowercase()`;
    case 'form':
    case 'json':
      throw beyond(piece.kind);
    case 'pathQuery':
      return 'path_query(url)';
    case 'bodyHash':
      return 'hex::encode(Sha256::digest(body))';
    case 'hubspotUrl':
      return 'hubspot_url(url)';
    case 'bodyEscaped':
      return 'escaped(body)';
    default:
      return piece.kind;
  }
}

const hashes = { md5: 'Md5', sha1: 'Sha1', sha256: 'Sha256', sha384: 'Sha384', sha512: 'Sha512' };
const crates = { md5: 'md5', sha1: 'sha1', sha256: 'sha2', sha384: 'sha2', sha512: 'sha2' };

const unpaddedHelper = [
  '',
  'fn unpadded(text: &str) -> &str {',
  "    let text = text.strip_suffix('=').unwrap_or(text);",
  "    text.strip_suffix('=').unwrap_or(text)",
  '}',
];

const pathHelper = [
  '',
  'fn path_query(url: &str) -> String {',
  "    let rest = url.split_once(\"://\").map_or(url, |(_, rest)| rest.trim_start_matches(|c| c != '/' && c != '?'));",
  '    if rest.starts_with(\'/\') { rest.to_string() } else { format!("/{rest}") }',
  '}',
];

const hubspotHelper = [
  '',
  'fn hubspot_url(url: &str) -> String {',
  '    [("%3A", ":"), ("%2F", "/"), ("%40", "@"), ("%21", "!"), ("%24", "$"), ("%27", "\'"), ("%28", "("), ("%29", ")"), ("%2A", "*"), ("%2C", ","), ("%3B", ";")]',
  '        .iter().fold(url.to_string(), |text, (code, plain)| text.replace(code, plain).replace(&code.to_lowercase(), plain))',
  '}',
];

const escapedHelper = [
  '',
  'fn escaped(body: &[u8]) -> String {',
  '    let mut last = 0;',
  '    let units = std::str::from_utf8(body).unwrap_or("").encode_utf16();',
  '    units.fold(String::new(), |mut text, unit| {',
  '        match unit {',
  '            128.. => text.push_str(&format!("\\\\u{unit:04x}")),',
  '            47 if last != 92 => text.push_str("\\\\/"),',
  '            _ => text.push(unit as u8 as char),',
  '        }',
  '        last = unit;',
  '        text',
  '    })',
  '}',
];

const keys = {
  utf8: 'secret.as_bytes()',
  base64: '&key',
  hex: '&key',
  'whsec-base64': '&key',
  'sha1-of-utf8': '&sha1::Sha1::digest(secret.as_bytes())',
  'utf8-nfkd': 'secret.nfkd().collect::<String>().as_bytes()',
};

/** What decodes the secret; text that holds no key ends the check. */
function decoding(plan: SnippetPlan): string[] {
  const decoded = {
    base64: 'STANDARD_NO_PAD.decode(unpadded(secret))',
    hex: 'hex::decode(secret)',
    'whsec-base64': `STANDARD_NO_PAD.decode(unpadded(&encoded.replace('-', "+").replace('_', "/")))`,
    utf8: null,
    'sha1-of-utf8': null,
    'utf8-nfkd': null,
  }[plan.key];
  if (decoded === null || plan.construction !== 'hmac') {
    return ['    if secret.is_empty() {', '        return false;', '    }'];
  }
  return [
    ...(plan.key === 'whsec-base64'
      ? [
          '    let encoded = secret.strip_prefix("v1,whsec_").or_else(|| secret.strip_prefix("whsec_")).unwrap_or(secret);',
        ]
      : []),
    `    let Ok(key) = ${decoded} else { return false };`,
    '    if key.is_empty() {',
    '        return false;',
    '    }',
  ];
}

function reading(plan: SnippetPlan): string[] {
  const header = text(plan.signatureAt);
  const { reading: form } = plan;
  switch (form.how) {
    case 'whole':
      return [`    let signatures = [${eachPlace(plan.signatureAt).map(text).join(', ')}];`];
    case 'numbered':
      return [
        `    let signatures: Vec<&str> = headers.iter().filter(|(name, _)| name.starts_with(${quoted(form.prefix)})).map(|(_, value)| value.as_str()).collect();`,
      ];
    case 'keyed':
      throw beyond(form.how);
    case 'prefix':
      return [
        `    let Some(signature) = ${header}.strip_prefix(${quoted(form.prefix)}) else { return false };`,
        '    let signatures = [signature];',
      ];
    case 'pairs':
      if (form.isGrouped)
        return [
          `    let groups: Vec<Vec<(&str, &str)>> = ${header}.split(' ').map(|group| group.split(${quoted(form.separator)}).filter_map(|pair| pair.split_once('=')).collect()).collect();`,
          `    let time_of = |group: &Vec<(&'_ str, &'_ str)>| group.iter().find(|(key, _)| *key == ${quoted(form.timestampKey ?? '')}).map_or(String::new(), |(_, value)| value.to_string());`,
          '    let timestamp = groups.iter().map(time_of).find(|time| !time.is_empty()).unwrap_or_default();',
          '    let timestamp = timestamp.as_str();',
          `    let signatures: Vec<&str> = groups.iter().filter(|group| time_of(group) == timestamp).flatten().filter(|(key, _)| *key == ${quoted(form.signatureKey)}).map(|(_, value)| *value).collect();`,
        ];
      return [
        `    let pairs: Vec<(&str, &str)> = ${header}.split(${quoted(form.separator)}).filter_map(|pair| pair.split_once('=')).map(|(key, value)| (key.trim(), value.trim())).collect();`,
        ...(form.timestampKey === null
          ? []
          : [
              `    let timestamp = pairs.iter().find(|(key, _)| *key == ${quoted(form.timestampKey)}).map_or("", |(_, value)| value);`,
            ]),
        `    let signatures: Vec<&str> = pairs.iter().filter(|(key, _)| *key == ${quoted(form.signatureKey)}).map(|(_, value)| *value).collect();`,
      ];
    case 'list':
      return [
        `    let signatures: Vec<&str> = ${header}.split('${form.separator}').filter_map(|entry| entry.trim().strip_prefix(${quoted(form.prefix)})).collect();`,
      ];
    case 'fields':
      return [
        `    let fields: Vec<&str> = ${header}.split(${quoted(form.separator)}).map(str::trim).collect();`,
        '    let (timestamp, signatures) = (fields[0], &fields[1..]);',
      ];
  }
}

function age(plan: SnippetPlan): string[] {
  const rule = plan.timestamp;
  if (!rule?.toleranceSeconds) return [];
  const parse =
    rule.unit === 'iso8601'
      ? // Without a zone it is UTC.
        '    let Ok(sent_at) = chrono::DateTime::parse_from_rfc3339(timestamp).or_else(|_| chrono::DateTime::parse_from_rfc3339(&[timestamp, "Z"].concat())).map(|time| time.timestamp()) else { return false };'
      : `    let Ok(sent_at) = timestamp.parse::<i64>()${rule.unit === 'unix-ms' ? '.map(|ms| ms / 1000)' : ''} else { return false };`;
  return [
    parse,
    '    let age = now.saturating_sub(sent_at);',
    `    if ${refusedAge(rule, 'age', '||')} {`,
    '        return false;',
    '    }',
  ];
}

/** Rust 2021 with the `hmac`, `sha2` (or `sha1`), `hex`, `base64` and `subtle` crates. `now`: Unix seconds. */
export function rustSnippet(plan: SnippetPlan, providerName: string): string {
  const timed = Boolean(plan.timestamp?.toleranceSeconds);
  const hmac = plan.construction === 'hmac';
  const base64 = plan.encoding.startsWith('base64') || (hmac && plan.key.endsWith('base64'));
  const alphabets = [
    ...(plan.encoding === 'base64' ? ['STANDARD'] : []),
    ...(plan.key.endsWith('base64') && hmac ? ['STANDARD_NO_PAD'] : []),
    ...(plan.encoding === 'base64url' ? ['URL_SAFE_NO_PAD'] : []),
  ];
  const hash = hashes[plan.hash];
  const digestTrait = !hmac || plan.key === 'sha1-of-utf8' || needs(plan, 'bodyHash');
  const imports = [
    ...(base64 ? [`use base64::{engine::general_purpose::{${alphabets.join(', ')}}, Engine};`] : []),
    ...(hmac ? ['use hmac::{Hmac, Mac};'] : []),
    ...(plan.hash === 'sha1'
      ? [`use sha1::${digestTrait ? '{Digest, Sha1}' : 'Sha1'};`]
      : [`use ${crates[plan.hash]}::${digestTrait ? `{Digest, ${hash}}` : hash};`]),
    'use std::collections::HashMap;',
    'use subtle::ConstantTimeEq;',
    ...(plan.key === 'utf8-nfkd' ? ['use unicode_normalization::UnicodeNormalization;'] : []),
  ];
  const parameters = [
    'body: &[u8]',
    'headers: &HashMap<String, String>',
    'secret: &str',
    ...(needsUrl(plan) ? ['url: &str'] : []),
    ...(needsMethod(plan) ? ['method: &str'] : []),
    ...(timed ? ['now: i64'] : []),
  ];
  const make = hmac
    ? `    let Ok(mac) = Hmac::<${hash}>::new_from_slice(${keys[plan.key]}) else { return false };`
    : `    let mac = ${hash}::new();`;
  const sum = hmac ? 'mac.finalize().into_bytes()' : 'mac.finalize()';
  const encoded = {
    hex: `hex::encode(${sum})`,
    'hex-upper': `hex::encode_upper(${sum})`,
    base64: `STANDARD.encode(${sum})`,
    base64url: `URL_SAFE_NO_PAD.encode(${sum})`,
  }[plan.encoding];
  const queryHelper = [
    '',
    'fn query_parameter(url: &str, name: &str) -> String {',
    '    let query = url.split_once(\'?\').map_or("", |(_, query)| query);',
    '    form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map_or(String::new(), |(_, value)| value.into_owned())',
    '}',
  ];
  return [
    ...imports.sort(),
    '',
    "fn header<'a>(headers: &'a HashMap<String, String>, names: &[&str]) -> &'a str {",
    '    names.iter().find_map(|name| headers.get(*name)).map_or("", String::as_str)',
    '}',
    '',
    `/// ${providerName}. \`body\`: the raw bytes (axum: \`Bytes\`). \`headers\`: names in lower case.`,
    `pub fn verify_webhook(${parameters.join(', ')}) -> bool {`,
    ...decoding(plan),
    ...reading(plan),
    ...(plan.timestamp?.at ? [`    let timestamp = ${text(plan.timestamp.at)};`] : []),
    ...(plan.idAt && needs(plan, 'id') ? [`    let id = ${text(plan.idAt)};`] : []),
    ...age(plan),
    make,
    ...optionalsOf(plan).flatMap(({ index, before, part, after }) => [
      `    let mut part${index} = ${text(part)}.to_string();`,
      `    if !part${index}.is_empty() {`,
      `        part${index} = [${quoted(before)}, &part${index}, ${quoted(after)}].concat();`,
      '    }',
    ]),
    ...plan.contents.flatMap((pieces, at) => [
      `    let mut mac${at + 1} = mac.clone();`,
      ...pieces.map(
        (piece) =>
          `    mac${at + 1}.update(${piece.kind === 'body' ? 'body' : `${text(piece)}.as_bytes()`});`,
      ),
      `    let expected${at + 1} = ${encoded.replace('mac.', `mac${at + 1}.`)};`,
    ]),
    `    let expected = [${plan.contents.map((_, at) => `expected${at + 1}`).join(', ')}];`,
    '    signatures.iter().any(|signature| expected.iter().any(|one| bool::from(signature.as_bytes().ct_eq(one.as_bytes()))))',
    '}',
    ...(needsQuery(plan) ? queryHelper : []),
    ...(needs(plan, 'pathQuery') ? pathHelper : []),
    ...(needs(plan, 'hubspotUrl') ? hubspotHelper : []),
    ...(needs(plan, 'bodyEscaped') ? escapedHelper : []),
    ...(plan.key.endsWith('base64') && hmac ? unpaddedHelper : []),
    '',
  ].join('\n');
}
