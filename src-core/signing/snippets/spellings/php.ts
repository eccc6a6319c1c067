import { needs, quoted, type SnippetPlan } from '../plan.ts';

/** Forms, addresses and headers as providers with spellings of their own sign them. */
export function phpSpellings(plan: SnippetPlan): string[] {
  return [
    ...(plan.bodyDigestIn === null
      ? []
      : [
          `    $stated = $query[${quoted(plan.bodyDigestIn)}] ?? null;`,
          "    if ($stated === null ? $body !== '' && !$isForm : $stated !== hash('sha256', $body)) return false;",
        ]),
    ...(needs(plan, 'sortedFormParams')
      ? [
          "    $unique = array_intersect_key($pairs, array_unique(array_map('serialize', $pairs)));",
          "    $fields = implode('', array_map('implode', $unique));",
        ]
      : []),
    ...(needs(plan, 'urlWithPort')
      ? [
          "    preg_match('~^(\\w+://[^/?#]*?)(:\\d+)?([/?#].*)?$~s', $url, $match);",
          "    $port = ($match[2] ?? '') ?: (stripos($url, 'http:') === 0 ? ':80' : ':443');",
          "    $urlWithPort = $match[1] . $port . ($match[3] ?? '');",
          "    $urlWithoutPort = $match[1] . ($match[3] ?? '');",
        ]
      : []),
    ...(needs(plan, 'plivoUrl')
      ? [
          "    [$base, $raw] = explode('?', $url, 2) + ['', ''];",
          '    $query = [];',
          "    foreach (array_filter(explode('&', $raw), 'strlen') as $pair) {",
          "        $query[] = array_map('urldecode', explode('=', $pair, 2) + ['', '']);",
          '    }',
          '    usort($query, fn ($a, $b) => strcmp($a[0], $b[0]) ?: strcmp($a[1], $b[1]));',
          '    $query = implode(\'&\', array_map(fn ($pair) => "$pair[0]=$pair[1]", $query));',
          "    $fields = $method === 'POST' ? implode('', array_map('implode', $pairs)) : '';",
          "    $plivoUrl = $base . ($query . $fields === '' ? '' : '?' . $query) . ($query !== '' && $fields !== '' ? '.' : '') . $fields;",
        ]
      : []),
    ...(needs(plan, 'contentfulPath')
      ? [
          "    [$path, $query] = explode('?', preg_replace('~^\\w+://[^/?]*~', '', $url), 2) + ['', null];",
          "    $escaped = ($path === '' ? '/' : $path) . ($query === null ? '' : '?' . rawurlencode($query));",
          '    $safe = fn ($code) => strpos(";,/?:@&=+$-_.!~*\'()#", $code[0]) === false && !ctype_alnum($code[0]) ? rawurlencode($code[0]) : $code[0];',
          "    $escaped = strtr($escaped, ['%21' => '!', '%27' => \"'\", '%28' => '(', '%29' => ')', '%2A' => '*']);",
          "    $contentfulPath = preg_replace_callback('/./s', $safe, $escaped);",
        ]
      : []),
    ...(needs(plan, 'bodyEscaped')
      ? [
          "    $bodyEscaped = preg_replace_callback('/[^\\x00-\\x7f]/u', fn ($match) => trim(json_encode($match[0]), '\"'), $body);",
          "    $bodyEscaped = preg_replace('~(?<!\\\\\\\\)/~', '\\\\/', $bodyEscaped);",
        ]
      : []),
    ...plan.contents
      .flat()
      .flatMap((piece) =>
        piece.kind === 'signedHeaders'
          ? [
              `    $names = array_map(fn ($name) => strtolower(trim($name)), explode(',', $headers[${quoted(piece.name)}] ?? ''));`,
              '    if (count($names) > 100 || count(array_unique($names)) < count($names) || array_diff($names, array_keys($headers))) return false;',
              "    $signedHeaders = implode(';', array_map(fn ($name) => $name . ':' . trim($headers[$name]), $names));",
            ]
          : [],
      ),
  ];
}
