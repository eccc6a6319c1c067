import type { Scheme } from '../schemes/scheme.ts';
import type { SnippetLanguage } from './languages.ts';
import { quoted } from './plan.ts';

/** Where a secret travels by itself: in a header behind a prefix (`basic`: in base64), or in a field of the JSON body. */
type TokenPlan =
  | { at: 'header'; header: string; prefix: string; basic: boolean }
  /** `inEach`: the path goes on from every element of the list at `path`, and all have to carry it (Microsoft Graph). */
  | { at: 'body'; path: string[]; inEach: string[] | null };

/** What a snippet compares for this scheme; null where the secret does not travel. */
export function tokenPlan(scheme: Scheme): TokenPlan | null {
  switch (scheme.kind) {
    case 'static-token': {
      const { header, format } = scheme;
      if (!format.endsWith('{secret}') || /[\\{]/.test(format.slice(0, -8))) return null;
      return { at: 'header', header: header.toLowerCase(), prefix: format.slice(0, -8), basic: false };
    }
    case 'basic':
      return { at: 'header', header: 'authorization', prefix: 'Basic ', basic: true };
    case 'payload-field': {
      const path = scheme.pointer.split('/').slice(1);
      const star = path.indexOf('*');
      const plain = path.filter((_, at) => at !== star);
      if (plain.length === 0 || plain.some((name) => !/^[A-Za-z_]\w*$/.test(name))) return null;
      return star < 0
        ? { at: 'body', path, inEach: null }
        : { at: 'body', path: path.slice(0, star), inEach: path.slice(star + 1) };
    }
    default:
      return null;
  }
}

type Writer = (plan: TokenPlan, providerName: string) => string[] | null;

/** HTTP compares the word before a blank in any case. */
const anyCase = (prefix: string): boolean => prefix.endsWith(' ');

const prefixOf = ({ prefix }: { prefix: string }): string =>
  quoted(anyCase(prefix) ? prefix.toLowerCase() : prefix, '$#');
const plain = ({ prefix }: { prefix: string }): string =>
  quoted(anyCase(prefix) ? prefix.toLowerCase() : prefix);

const node: Writer = (plan, name) => [
  "import { createHash, timingSafeEqual } from 'node:crypto';",
  '',
  `/** ${name}. \`body\`: the raw bytes. \`headers\`: names in lower case, as req.headers has them. */`,
  'export function verifyWebhook(body, headers, secret) {',
  '  try {',
  '    if (!secret) return false;',
  ...(plan.at === 'body'
    ? [
        "    const payload = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));",
        ...(plan.inEach
          ? [
              `    const found = payload?.${plan.path.join('?.')};`,
              '    if (!Array.isArray(found) || found.length === 0) return false;',
              `    const received = found.map((one) => one?.${plan.inEach.join('?.')});`,
            ]
          : [`    const received = [payload?.${plan.path.join('?.')}];`]),
        "    if (!received.every((one) => typeof one === 'string')) return false;",
      ]
    : [
        `    const header = headers[${quoted(plan.header)}] ?? '';`,
        ...(plan.prefix === ''
          ? []
          : [
              `    if (header.slice(0, ${plan.prefix.length})${anyCase(plan.prefix) ? '.toLowerCase()' : ''} !== ${plain(plan)}) return false;`,
            ]),
        `    const received = [header.slice(${plan.prefix.length})];`,
      ]),
  `    const expected = ${plan.at === 'header' && plan.basic ? "Buffer.from(secret).toString('base64')" : 'secret'};`,
  '    // Digests are of one length, as timingSafeEqual demands.',
  "    const digest = (text) => createHash('sha256').update(text).digest();",
  '    return received.every((one) => timingSafeEqual(digest(one), digest(expected)));',
  '  } catch {',
  '    return false; // What cannot be read is not genuine.',
  '  }',
  '}',
];

const python: Writer = (plan, name) => [
  ...(plan.at === 'header' && plan.basic ? ['import base64'] : []),
  'import hmac',
  ...(plan.at === 'body' ? ['import json'] : []),
  '',
  '',
  'def verify_webhook(body: bytes, headers: dict, secret: str) -> bool:',
  `    """${name}. body: the raw bytes (Flask: request.get_data()). headers: names in lower case."""`,
  '    try:',
  '        if not secret:',
  '            return False',
  ...(plan.at === 'body'
    ? [
        `        found = json.loads(body.decode("utf-8-sig"))${plan.path.map((key) => `[${quoted(key)}]`).join('')}`,
        ...(plan.inEach
          ? [
              '        if not isinstance(found, list) or not found:',
              '            return False',
              `        received = [one${plan.inEach.map((key) => `[${quoted(key)}]`).join('')} for one in found]`,
            ]
          : ['        received = [found]']),
        '        if not all(isinstance(one, str) for one in received):',
        '            return False',
      ]
    : [
        `        header = headers.get(${quoted(plan.header)}, "")`,
        ...(plan.prefix === ''
          ? []
          : [
              `        if header[:${plan.prefix.length}]${anyCase(plan.prefix) ? '.lower()' : ''} != ${plain(plan)}:`,
              '            return False',
            ]),
        `        received = [header[${plan.prefix.length}:]]`,
      ]),
  `        expected = ${plan.at === 'header' && plan.basic ? 'base64.b64encode(secret.encode())' : 'secret.encode()'}`,
  '        return all(hmac.compare_digest(expected, one.encode()) for one in received)',
  '    except Exception:  # What cannot be read is not genuine.',
  '        return False',
];

const php: Writer = (plan, name) => [
  '<?php',
  '',
  `/** ${name}. $body: file_get_contents('php://input'). $headers: names in lower case. */`,
  'function verify_webhook(string $body, array $headers, string $secret): bool',
  '{',
  "    if ($secret === '') return false;",
  ...(plan.at === 'body'
    ? [
        "    $payload = json_decode(preg_replace('/^\\xEF\\xBB\\xBF/', '', $body), true);",
        `    $found = is_array($payload) ? ($payload${plan.path.map((key) => `['${key}']`).join('')} ?? null) : null;`,
        ...(plan.inEach
          ? [
              '    if (!is_array($found) || !array_is_list($found) || $found === []) return false;',
              `    $received = array_map(fn ($one) => is_array($one) ? ($one${plan.inEach.map((key) => `['${key}']`).join('')} ?? null) : null, $found);`,
            ]
          : ['    $received = [$found];']),
      ]
    : [
        `    $header = $headers[${quoted(plan.header, '$')}] ?? '';`,
        '    if (!is_string($header)) return false;',
        ...(plan.prefix === ''
          ? []
          : [
              `    if (${anyCase(plan.prefix) ? 'strtolower' : ''}(substr($header, 0, ${plan.prefix.length})) !== ${prefixOf(plan).replaceAll('\\#', '#')}) return false;`,
            ]),
        `    $received = [substr($header, ${plan.prefix.length})];`,
      ]),
  '    foreach ($received as $one) {',
  `        if (!is_string($one) || !hash_equals(${plan.at === 'header' && plan.basic ? 'base64_encode($secret)' : '$secret'}, $one)) return false;`,
  '    }',
  '    return true;',
  '}',
];

const ruby: Writer = (plan, name) => [
  ...(plan.at === 'body' ? ['require "json"'] : []),
  'require "openssl"',
  '',
  `# ${name}. body: request.raw_post or request.body.read. headers: names in lower case.`,
  'def verify_webhook(body, headers, secret)',
  '  return false if secret.empty?',
  ...(plan.at === 'body'
    ? [
        '  text = body.dup.force_encoding("UTF-8").delete_prefix("\\uFEFF")',
        '  return false unless text.valid_encoding?',
        `  found = JSON.parse(text).dig(${plan.path.map((key) => quoted(key)).join(', ')})`,
        ...(plan.inEach
          ? [
              '  return false unless found.is_a?(Array) && !found.empty?',
              `  received = found.map { |one| one.dig(${plan.inEach.map((key) => quoted(key)).join(', ')}) }`,
            ]
          : ['  received = [found]']),
        '  return false unless received.all?(String)',
      ]
    : [
        `  header = headers.fetch(${quoted(plan.header, '#')}, "")`,
        ...(plan.prefix === ''
          ? []
          : [
              `  return false unless header[0, ${plan.prefix.length}]${anyCase(plan.prefix) ? '.downcase' : ''} == ${prefixOf(plan).replaceAll('\\$', '$')}`,
            ]),
        `  received = [header[${plan.prefix.length}..]]`,
      ]),
  `  expected = ${plan.at === 'header' && plan.basic ? '[secret].pack("m0")' : 'secret'}`,
  '  received.all? { |one| OpenSSL.secure_compare(expected, one) }',
  'rescue StandardError # What cannot be read is not genuine.',
  '  false',
  'end',
];

const go: Writer = (plan, name) => [
  'package webhook',
  '',
  'import (',
  ...(plan.at === 'body' ? ['\t"bytes"'] : []),
  '\t"crypto/subtle"',
  ...(plan.at === 'header' && plan.basic ? ['\t"encoding/base64"'] : []),
  ...(plan.at === 'body' ? ['\t"encoding/json"'] : []),
  '\t"net/http"',
  ...(plan.at === 'header' && anyCase(plan.prefix) ? ['\t"strings"'] : []),
  ...(plan.at === 'body' ? ['\t"unicode/utf8"'] : []),
  ')',
  '',
  `// VerifyWebhook checks a delivery of ${name}. body: the raw bytes, as io.ReadAll(r.Body) gives them.`,
  'func VerifyWebhook(body []byte, headers http.Header, secret string) bool {',
  '\tif secret == "" {',
  '\t\treturn false',
  '\t}',
  ...(plan.at === 'body'
    ? [
        '\tvar found any',
        '\tif !utf8.Valid(body) || json.Unmarshal(bytes.TrimPrefix(body, []byte("\\ufeff")), &found) != nil {',
        '\t\treturn false',
        '\t}',
        '\tat := func(value any, path ...string) any {',
        '\t\tfor _, name := range path {',
        '\t\t\tfields, _ := value.(map[string]any)',
        '\t\t\tvalue = fields[name]',
        '\t\t}',
        '\t\treturn value',
        '\t}',
        `\tfound = at(found, ${plan.path.map((key) => quoted(key)).join(', ')})`,
        ...(plan.inEach ? ['\tlist, _ := found.([]any)'] : ['\tlist := []any{found}']),
        '\tfor _, one := range list {',
        `\t\treceived, isText := ${plan.inEach ? `at(one, ${plan.inEach.map((key) => quoted(key)).join(', ')})` : 'one'}.(string)`,
        '\t\tif !isText || subtle.ConstantTimeCompare([]byte(received), []byte(secret)) != 1 {',
        '\t\t\treturn false',
        '\t\t}',
        '\t}',
        '\treturn len(list) > 0',
      ]
    : [
        `\treceived := headers.Get(${quoted(plan.header)})`,
        ...(plan.prefix === ''
          ? []
          : [
              `\tif len(received) < ${plan.prefix.length} || ${anyCase(plan.prefix) ? 'strings.ToLower' : ''}(received[:${plan.prefix.length}]) != ${plain(plan)} {`,
              '\t\treturn false',
              '\t}',
              `\treceived = received[${plan.prefix.length}:]`,
            ]),
      ]),
  ...(plan.at === 'header'
    ? [
        `\texpected := ${plan.basic ? 'base64.StdEncoding.EncodeToString([]byte(secret))' : 'secret'}`,
        '\treturn subtle.ConstantTimeCompare([]byte(received), []byte(expected)) == 1',
      ]
    : []),
  '}',
];

const java: Writer = (plan, name) =>
  plan.at === 'body'
    ? null
    : [
        'import static java.nio.charset.StandardCharsets.UTF_8;',
        '',
        'import java.security.MessageDigest;',
        ...(plan.basic ? ['import java.util.Base64;'] : []),
        'import java.util.Map;',
        '',
        'final class WebhookVerifier {',
        `  /** ${name}. body: the raw bytes, as {@code @RequestBody byte[]} gives them. headers: names in lower case. */`,
        '  static boolean verifyWebhook(byte[] body, Map<String, String> headers, String secret) {',
        '    if (secret == null || secret.isEmpty()) return false;',
        `    String header = headers.getOrDefault(${quoted(plan.header)}, "");`,
        `    if (!header.regionMatches(${anyCase(plan.prefix)}, 0, ${quoted(plan.prefix)}, 0, ${plan.prefix.length})) return false;`,
        `    byte[] received = header.substring(${plan.prefix.length}).getBytes(UTF_8);`,
        `    byte[] expected = ${plan.basic ? 'Base64.getEncoder().encode(secret.getBytes(UTF_8))' : 'secret.getBytes(UTF_8)'};`,
        '    return MessageDigest.isEqual(received, expected);',
        '  }',
        '}',
      ];

const csharp: Writer = (plan, name) =>
  plan.at === 'body'
    ? null
    : [
        'using System;',
        'using System.Collections.Generic;',
        'using System.Security.Cryptography;',
        'using System.Text;',
        '',
        'public static class WebhookVerifier',
        '{',
        `    /// <summary>${name}. body: the raw bytes of Request.Body. headers: names in lower case.</summary>`,
        '    public static bool VerifyWebhook(byte[] body, IReadOnlyDictionary<string, string> headers, string secret)',
        '    {',
        '        if (string.IsNullOrEmpty(secret)) return false;',
        `        var header = headers.GetValueOrDefault(${quoted(plan.header)}, "");`,
        `        if (!header.StartsWith(${quoted(plan.prefix)}, StringComparison.Ordinal${anyCase(plan.prefix) ? 'IgnoreCase' : ''})) return false;`,
        `        var received = Encoding.UTF8.GetBytes(header[${plan.prefix.length}..]);`,
        `        var expected = Encoding.UTF8.GetBytes(${plan.basic ? 'Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))' : 'secret'});`,
        '        return CryptographicOperations.FixedTimeEquals(received, expected);',
        '    }',
        '}',
      ];

const rust: Writer = (plan, name) =>
  plan.at === 'body'
    ? null
    : [
        ...(plan.basic ? ['use base64::{engine::general_purpose::STANDARD, Engine};'] : []),
        'use std::collections::HashMap;',
        'use subtle::ConstantTimeEq;',
        '',
        `/// ${name}. \`body\`: the raw bytes (axum: \`Bytes\`). \`headers\`: names in lower case.`,
        'pub fn verify_webhook(_body: &[u8], headers: &HashMap<String, String>, secret: &str) -> bool {',
        '    if secret.is_empty() {',
        '        return false;',
        '    }',
        `    let header = headers.get(${quoted(plan.header)}).map_or("", String::as_str);`,
        `    let (Some(prefix), Some(received)) = (header.get(..${plan.prefix.length}), header.get(${plan.prefix.length}..)) else { return false };`,
        `    if ${anyCase(plan.prefix) ? `!prefix.eq_ignore_ascii_case(${quoted(plan.prefix)})` : `prefix != ${quoted(plan.prefix)}`} {`,
        '        return false;',
        '    }',
        `    let expected = ${plan.basic ? 'STANDARD.encode(secret)' : 'secret'};`,
        '    bool::from(received.as_bytes().ct_eq(expected.as_bytes()))',
        '}',
      ];

const writers: Record<SnippetLanguage, Writer> = { node, python, php, ruby, go, java, csharp, rust };

/** Code that compares a secret that travels by itself, in constant time. Null where it is beyond a short snippet. */
export function tokenSnippet(scheme: Scheme, language: SnippetLanguage, providerName: string): string | null {
  const plan = tokenPlan(scheme);
  const lines = plan && writers[language](plan, providerName);
  return lines && [...lines, ''].join('\n');
}
