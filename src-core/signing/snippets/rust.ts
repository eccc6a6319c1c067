import {
  beyond,
  eachPlace,
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
      return 'url.splitn(4, \'/\').nth(3).map(|rest| format!("/{rest}")).unwrap_or_default()';
    default:
      return piece.kind;
  }
}

const hashes = { sha1: 'Sha1', sha256: 'Sha256', sha384: 'Sha384', sha512: 'Sha512' };
const crates = { sha1: 'sha1', sha256: 'sha2', sha384: 'sha2', sha512: 'sha2' };

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
    base64: 'STANDARD.decode(secret)',
    hex: 'hex::decode(secret)',
    'whsec-base64': 'STANDARD.decode(encoded)',
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
      return [
        `    let pairs: Vec<(&str, &str)> = ${header}.split(${quoted(form.separator)}).filter_map(|pair| pair.trim().split_once('=')).collect();`,
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
        `    let mut signatures = ${header}.split(${quoted(form.separator)});`,
        '    let timestamp = signatures.next().unwrap_or("");',
      ];
  }
}

function age(plan: SnippetPlan): string[] {
  const rule = plan.timestamp;
  if (!rule?.toleranceSeconds) return [];
  const parse =
    rule.unit === 'iso8601'
      ? '    let Ok(sent_at) = chrono::DateTime::parse_from_rfc3339(timestamp).map(|time| time.timestamp()) else { return false };'
      : `    let Ok(sent_at) = timestamp.parse::<i64>()${rule.unit === 'unix-ms' ? '.map(|ms| ms / 1000)' : ''} else { return false };`;
  return [
    parse,
    `    if ${rule.refuseFuture ? 'now.abs_diff(sent_at)' : 'now.saturating_sub(sent_at)'} > ${rule.toleranceSeconds} {`,
    '        return false;',
    '    }',
  ];
}

/** Rust 2021 with the `hmac`, `sha2` (or `sha1`), `hex`, `base64` and `subtle` crates. `now`: Unix seconds. */
export function rustSnippet(plan: SnippetPlan, providerName: string): string {
  const timed = Boolean(plan.timestamp?.toleranceSeconds);
  const hmac = plan.construction === 'hmac';
  const base64 = plan.encoding.startsWith('base64') || plan.key.endsWith('base64');
  const hash = hashes[plan.hash];
  const digestTrait = !hmac || plan.key === 'sha1-of-utf8';
  const imports = [
    ...(base64
      ? [
          `use base64::{engine::general_purpose::${plan.encoding === 'base64url' ? '{STANDARD, URL_SAFE_NO_PAD}' : 'STANDARD'}, Engine};`,
        ]
      : []),
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
    ...(needs(plan, 'method') ? ['method: &str'] : []),
    ...(timed ? ['now: i64'] : []),
  ];
  const make = hmac
    ? `    let Ok(mut mac) = Hmac::<${hash}>::new_from_slice(${keys[plan.key]}) else { return false };`
    : `    let mut mac = ${hash}::new();`;
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
    ...plan.pieces.map(
      (piece) => `    mac.update(${piece.kind === 'body' ? 'body' : `${text(piece)}.as_bytes()`});`,
    ),
    `    let expected = ${encoded};`,
    `    signatures.${plan.reading.how === 'fields' ? 'into_iter()' : 'iter()'}.any(|signature| bool::from(signature.as_bytes().ct_eq(expected.as_bytes())))`,
    '}',
    ...(needsQuery(plan) ? queryHelper : []),
    '',
  ].join('\n');
}
