import { needs, needsQuery, quoted, type SnippetPlan } from '../plan.ts';

/** Forms, addresses and headers as providers with spellings of their own sign them. */
export function nodeSpellings(plan: SnippetPlan): string[] {
  return [
    ...(needsQuery(plan) ? ["  const query = new URL(url, 'http://x').searchParams;"] : []),
    ...(needs(plan, 'sortedFormParams') || needs(plan, 'plivoUrl')
      ? [
          '  const sorted = (pairs) => [...pairs].sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : x > y ? 1 : 0) : a < b ? -1 : 1));',
        ]
      : []),
    ...(needs(plan, 'sortedFormParams')
      ? [
          '  const unique = new Set(sorted(form).map((pair) => JSON.stringify(pair)));',
          "  const fields = [...unique].map((pair) => JSON.parse(pair).join('')).join('');",
        ]
      : []),
    ...(needs(plan, 'urlWithPort')
      ? [
          "  const port = /^http:/i.test(url) ? ':80' : ':443';",
          '  const urlWithPort = /^\\w+:\\/\\/[^/?#]*:\\d+([/?#]|$)/.test(url) ? url : url.replace(/^\\w+:\\/\\/[^/?#]*/, (host) => host + port);',
          "  const urlWithoutPort = url.replace(/^(\\w+:\\/\\/[^/?#]*?):\\d+(?=[/?#]|$)/, '$1');",
        ]
      : []),
    ...(needs(plan, 'plivoUrl')
      ? [
          "  const [base, query = ''] = url.split(/\\?(.*)/s);",
          "  const sortedQuery = sorted(new URLSearchParams(query)).map((pair) => pair.join('=')).join('&');",
          "  const fields = method.toUpperCase() === 'POST' ? sorted(form).flat().join('') : '';",
          `  const plivoUrl = base + (sortedQuery || fields ? \`?\${sortedQuery}\` : '') + (sortedQuery && fields ? '.' : '') + fields;`,
        ]
      : []),
    ...(needs(plan, 'contentfulPath')
      ? [
          "  const [, path = '/', query] = /^(?:\\w+:\\/\\/[^/?]*)?([^?]*)(?:\\?(.*))?$/s.exec(url);",
          `  const contentfulPath = encodeURI((path || '/') + (query === undefined ? '' : \`?\${encodeURIComponent(query)}\`));`,
        ]
      : []),
    ...(needs(plan, 'bodyEscaped')
      ? [
          `  const bodyEscaped = String(body).replace(/(?<!\\\\)\\//g, '\\\\/').replace(/[\\u0080-\\uffff]/g, (c) => \`\\\\u\${c.charCodeAt(0).toString(16).padStart(4, '0')}\`);`,
        ]
      : []),
    ...plan.contents
      .flat()
      .flatMap((piece) =>
        piece.kind === 'signedHeaders'
          ? [
              `  const names = headers[${quoted(piece.name)}].split(',').map((name) => name.trim().toLowerCase());`,
              '  if (names.length > 100 || new Set(names).size < names.length) return false;',
              `  const signedHeaders = names.map((name) => \`\${name}:\${headers[name].trim()}\`).join(';');`,
            ]
          : [],
      ),
  ];
}
