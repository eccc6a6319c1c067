import type { Locator } from '../schemes/scheme.ts';
import { agree, templateMistake } from './content-template.ts';
import { hasContent } from './encoding-mistakes.ts';
import { type Mistake, type Situation, withScheme } from './mistake.ts';

/** What is signed that this scheme does not sign: another part, another id, another provider's content. */

const stampHeader = /time|date|stamp|(?:^|-)(?:id|ts|nonce|event|topic|delivery)$|-id$/i;

/** Parts that the scheme doesn't sign: a header's value before or after the body. */
export const contentPartAdded: Mistake = {
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
  '{method}{path}{body}',
  '{method}{pathQuery}{body}',
  '{method}\\n{pathQuery}\\n{body}',
  '{method}.{path}.{body}',
  '{url}.{body}',
  '{url}\\n{body}',
  '{path}{body}',
  '{pathQuery}{body}',
  '{timestamp}{method}{path}{body}',
  '{timestamp}{method}{pathQuery}{body}',
  't={timestamp}.{body}',
  '{hash-hex:sha256:body}',
  '{timestamp}.{hash-hex:sha256:body}',
  '{body}{secret}',
];

export const contentOfOtherProvider = templateMistake(
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

export const contentOtherId: Mistake = {
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
