import type { AsymmetricScheme, HmacScheme } from '../schemes/scheme.ts';
import { parseTemplate } from '../schemes/template.ts';
import { hasContent } from './encoding-mistakes.ts';
import { fix } from './fixes.ts';
import { type Mistake, withScheme } from './mistake.ts';

type ContentScheme = HmacScheme | AsymmetricScheme;

/** A mistake in what is put together, by other templates for it. */
export const templateMistake = (
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

/** What to do where contents differ. */
export const agree = fix(
  'Anywhere',
  "Build the content exactly as the provider's documentation shows it: parts, order, separators.",
);
