import { contentOfOtherProvider, contentOtherId, contentPartAdded } from './content-others.ts';
import { agree, templateMistake } from './content-template.ts';
import { hasContent } from './encoding-mistakes.ts';
import { contentHashedFirst } from './hash-mistakes.ts';
import type { Mistake } from './mistake.ts';

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
      for (const { index, 0: own } of template.matchAll(betweenParts))
        yield [`${template.slice(0, index + 1)}${separator}${template.slice(index + own.length - 1)}`, name];
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
      // Bytes do not tell the two apart.
      const orEmpty = part === 'body' ? ', which was empty or not there yet when it was signed,' : '';
      if (bare !== template) yield [bare, `{${part}}${orEmpty}`];
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

function permutations(items: readonly string[]): string[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, at) =>
    permutations([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [item, ...rest]),
  );
}

export const contentMistakes = {
  frequent: [contentBodyOnly, contentSeparator, contentPartLeftOut],
  rare: [contentOrder, contentOtherId, contentHashedFirst, contentOfOtherProvider],
  families: [
    contentGroupLeftOut,
    contentVersion,
    contentAddress,
    contentMethodCase,
    contentMethodOther,
    contentPartAdded,
  ],
} as const satisfies Record<string, readonly Mistake[]>;
