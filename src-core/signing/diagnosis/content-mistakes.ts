import type { AsymmetricScheme, HmacScheme, Locator } from '../schemes/scheme.ts';
import { parseTemplate } from '../schemes/template.ts';
import { hasContent } from './encoding-mistakes.ts';
import { fix } from './fixes.ts';
import { contentHashedFirst } from './hash-mistakes.ts';
import { type Mistake, type Situation, withScheme } from './mistake.ts';

type ContentScheme = HmacScheme | AsymmetricScheme;

const templateMistake = (
  id: string,
  templates: (template: string, scheme: ContentScheme) => Iterable<[template: string, detail?: string]>,
  words: Pick<Mistake, 'title' | 'explanation' | 'fixes' | 'alone'>,
  isFixed?: 'optional parts stay',
): Mistake => ({
  id,
  slot: 'content',
  *suppose(situation) {
    if (!hasContent(situation)) return;
    const { scheme } = situation;
    const seen = new Set([scheme.signedContent, ...(scheme.alsoSigned ?? [])]);
    // What stands between {optional} and {end} belongs together: nothing of such a template is moved.
    if (isFixed !== undefined && scheme.signedContent.includes('{optional}')) return;
    for (const [signedContent, detail] of templates(scheme.signedContent, scheme)) {
      if (seen.has(signedContent) || signedContent === '' || !isReadable(signedContent)) continue;
      seen.add(signedContent);
      yield withScheme(
        situation,
        { ...scheme, signedContent, alsoSigned: undefined },
        detail ?? signedContent,
      );
    }
  },
  ...words,
});

function isReadable(template: string): boolean {
  try {
    parseTemplate(template);
    return true;
  } catch {
    return false;
  }
}

const agree = fix(
  'Anywhere',
  "Build the content exactly as the provider's documentation shows it: parts, order, separators.",
);

const separators = ['.', ':', '', '|', '\\n', ',', '-', ';', ' ', '&', '_', '+'];
const separatorNames: Record<string, string> = { '': 'nothing', '\\n': 'a line break', ' ': 'a space' };

/** Separators are short literals between two parts. */
const betweenParts = /\}([^{}\\]{0,3}|\\n)\{/g;

const contentSeparator = templateMistake(
  'content-separator',
  function* (template) {
    for (const separator of separators) {
      const name = separatorNames[separator] ?? separator;
      yield [template.replace(betweenParts, `}${separator}{`), name];
      yield [template.replace(/[.:|,;-](?=\{)/g, separator), name];
    }
  },
  {
    title: 'It becomes genuine with another separator between the parts: …',
    explanation: 'The parts are right. Something else was put between them.',
    fixes: [agree],
  },
  'optional parts stay',
);

const without = (template: string, part: string) => {
  const braces = `{${part}}`;
  const at = template.indexOf(braces);
  if (at < 0) return null;
  const rest = template.slice(at + braces.length).replace(/^(?:\\n|[^{}\\])/, '');
  const before = template.slice(0, at);
  return rest === '' ? before.replace(/(?:\\n|[^{}\\])$/, '') : before + rest;
};

const contentPartLeftOut = templateMistake(
  'content-part-left-out',
  function* (template) {
    for (const part of [
      'timestamp',
      'id',
      'url',
      'method',
      'body',
      'nonce',
      'query',
      'path',
      'hubspotUrl',
      'pathQuery',
    ]) {
      const rest = without(template, part);
      if (rest !== null) yield [rest, `{${part}}`];
      const bare = template.replace(`{${part}}`, '');
      if (bare !== template) yield [bare, `{${part}}`];
    }
    const first = /^[^{}\\]+/.exec(template)?.[0];
    if (first !== undefined) yield [template.slice(first.length), `"${first}"`];
  },
  {
    title: 'It becomes genuine when … is left out of the content.',
    explanation: 'The signer left a part out that belongs to the signed content.',
    fixes: [agree],
  },
  'optional parts stay',
);

const contentBodyOnly = templateMistake('content-body-only', () => [['{body}']], {
  title: 'It becomes genuine when the body alone is signed.',
  explanation: 'The signer covered the body, without timestamp, id or URL.',
  fixes: [agree],
});

const contentOrder = templateMistake(
  'content-order',
  function* (template) {
    const parts = template.match(/\{[^{}]+\}/g) ?? [];
    if (parts.length < 2 || parts.length > 4) return;
    for (const order of permutations(parts)) {
      let next = 0;
      yield [template.replace(/\{[^{}]+\}/g, () => order[next++] ?? ''), order.join(' ')];
    }
  },
  {
    alone: true,
    title: 'It becomes genuine with the parts in the order …',
    explanation: 'The parts are right, in another order.',
    fixes: [agree],
  },
  'optional parts stay',
);

const contentGroupLeftOut = templateMistake(
  'content-group-left-out',
  function* (template) {
    for (const [group] of template.matchAll(/\{optional\}.*?\{end\}/g))
      yield [template.replace(group, ''), `"${group.slice(10, -5)}"`];
  },
  {
    title: 'It becomes genuine when … is left out of the content.',
    explanation: 'The signer left a part out that this request has.',
    fixes: [agree],
  },
);

const contentVersion = templateMistake(
  'content-version',
  function* (template) {
    const version = /^v(\d)(?=[:.])/.exec(template)?.[1];
    if (version === undefined) return;
    for (const other of ['0', '1', '2', '3'])
      if (other !== version) yield [`v${other}${template.slice(2)}`, `v${other} in place of v${version}`];
  },
  {
    title: 'It becomes genuine with another version at the start of the content: ….',
    explanation: 'The content begins with the version of the scheme. The signer wrote another one.',
    fixes: [agree],
  },
);

const addressParts = ['{url}', '{pathQuery}', '{path}', '{hubspotUrl}', '{urlWithPort}', '{urlWithoutPort}'];

const contentAddress = templateMistake(
  'content-address',
  function* (template) {
    const own = addressParts.find((part) => template.includes(part));
    if (own === undefined) return;
    for (const part of addressParts)
      if (part !== own) yield [template.replace(own, part), `${part} in place of ${own}`];
  },
  {
    title: 'It becomes genuine with another part of the URL in the content: ….',
    explanation: 'The signer put the path where the whole URL belongs, or the reverse.',
    fixes: [agree],
  },
);

const contentMethodCase = templateMistake(
  'content-method',
  function* (template) {
    if (template.includes('{method}'))
      yield [template.replace('{method}', '{lower:method}'), 'in lower case'];
  },
  {
    title: 'It becomes genuine with the method ….',
    explanation: 'The method is signed in capitals (POST). The signer wrote it otherwise.',
    fixes: [agree],
  },
);

const contentMethodOther: Mistake = {
  id: 'content-method',
  slot: 'content',
  *suppose(situation) {
    if (!hasContent(situation) || !situation.scheme.signedContent.includes('{method}')) return;
    for (const method of ['POST', 'GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', '']) {
      if (method === situation.request.method.toUpperCase()) continue;
      yield {
        situation: { ...situation, request: { ...situation.request, method } },
        detail: method === '' ? 'left out' : `being ${method}`,
      };
    }
  },
  title: 'It becomes genuine with the method ….',
  explanation:
    'Another method was signed than that of this request: a redirect or a proxy changes it, or the signer names a fixed one.',
  fixes: [agree],
};

const stampHeader = /time|date|stamp|(?:^|-)(?:id|ts|nonce|event|topic|delivery)$|-id$/i;

/** Parts that the scheme doesn't sign: a header's value before or after the body. */
const contentPartAdded: Mistake = {
  id: 'content-part-added',
  slot: 'content',
  late: true,
  *suppose(situation) {
    if (!hasContent(situation)) return;
    const { scheme, request } = situation;
    const template = scheme.signedContent;
    if (template.includes('{optional}')) return;
    const names = request.rawHeaders
      .filter(([name, value]) => stampHeader.test(name) && value.length <= 100)
      .slice(0, 12);
    for (const [name] of names) {
      const part = `{header:${name}}`;
      if (/[{}\\]/.test(name)) continue;
      for (const separator of ['.', ':', '', '|', '\\n', ',', '-']) {
        for (const content of [`${part}${separator}${template}`, `${template}${separator}${part}`]) {
          yield withScheme(
            situation,
            { ...scheme, signedContent: content, alsoSigned: undefined },
            `the header ${name}`,
          );
        }
      }
    }
  },
  title: 'It becomes genuine when … (its timestamp or id) is signed as well.',
  explanation: 'The signer put a part into the content that this scheme does not sign.',
  fixes: [agree],
};

function permutations(items: readonly string[]): string[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, at) =>
    permutations([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [item, ...rest]),
  );
}

/** What the well-known providers sign, for a signer who followed another one's documentation. */
const knownContents = [
  '{timestamp}.{body}',
  '{id}.{timestamp}.{body}',
  'v0:{timestamp}:{body}',
  'v1:{timestamp}:{body}',
  '{timestamp}:{body}',
  '{timestamp}{body}',
  '{body}{timestamp}',
  '{url}{body}',
  '{body}{url}',
  '{method}{url}{body}',
  '{method}{url}{body}{timestamp}',
  '{method}\\n{path}\\n{body}',
  '{timestamp}.{method}.{path}.{body}',
];

const contentOfOtherProvider = templateMistake(
  'content-of-other-provider',
  function* (template, scheme) {
    for (const known of knownContents) {
      if (known.includes('{timestamp}') && !scheme.timestamp) continue;
      if (known.includes('{id}') && !scheme.id) continue;
      if (known !== template) yield [known];
    }
  },
  {
    alone: true,
    title: "It becomes genuine when the content is put together as …, which is another provider's way.",
    explanation: 'Secret and hash are right. The signed content follows another scheme.',
    fixes: [agree],
  },
);

const idHeader = /(?:^|-)(?:id|uuid|delivery|request|event|message|nonce|guid)s?$/i;

const sameLocator = (a: Locator, name: string) =>
  a.in === 'header' && a.name.toLowerCase() === name.toLowerCase();

const contentOtherId: Mistake = {
  id: 'content-other-id',
  slot: 'content',
  alone: true,
  *suppose(situation: Situation) {
    if (!hasContent(situation) || !situation.scheme.id) return;
    const { scheme, request } = situation;
    const own = situation.scheme.id;
    for (const [name] of request.rawHeaders.slice(0, 100)) {
      if (idHeader.test(name) && !sameLocator(own, name)) {
        yield withScheme(situation, { ...scheme, id: { in: 'header', name } }, `the header ${name}`);
      }
    }
    for (const pointer of [
      '/id',
      '/event/id',
      '/event_id',
      '/eventId',
      '/data/id',
      '/message_id',
      '/deliveryId',
    ]) {
      yield withScheme(situation, { ...scheme, id: { in: 'json', pointer } }, `the body's field ${pointer}`);
    }
  },
  title: 'It becomes genuine with another id: that of …',
  explanation: 'The id that was signed stands in another place than the one that was read.',
  fixes: [agree],
};

export const contentMistakes = {
  frequent: [contentBodyOnly, contentSeparator, contentPartLeftOut],
  rare: [contentOrder, contentOtherId, contentOfOtherProvider, contentHashedFirst],
  families: [
    contentGroupLeftOut,
    contentVersion,
    contentAddress,
    contentMethodCase,
    contentMethodOther,
    contentPartAdded,
  ],
} as const satisfies Record<string, readonly Mistake[]>;
