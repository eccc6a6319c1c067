import { TackleboxError } from '../../errors/tacklebox-error.ts';
import { tokens } from './template.ts';

/** What stands before and after the one part of a format such as `Bearer {secret}`. */
function surroundings(format: string, part: string): { before: string; after: string } {
  const list = [...tokens(format)];
  const at = list.findIndex((token) => 'part' in token && token.part === part);
  const text = (slice: typeof list) =>
    slice
      .map((token) => {
        if ('literal' in token) return token.literal;
        throw new TackleboxError(
          'scheme_invalid',
          `The format ${JSON.stringify(format)} has an unknown part {${token.part}}.`,
        );
      })
      .join('');
  if (at < 0) {
    throw new TackleboxError('scheme_invalid', `The format ${JSON.stringify(format)} has no {${part}}.`);
  }
  return { before: text(list.slice(0, at)), after: text(list.slice(at + 1)) };
}

/** The part's text inside `value`; null where the value has another form. A word before a space is read in any case. */
export function unwrap(format: string, part: string, value: string): string | null {
  const { before, after } = surroundings(format, part);
  const head = value.slice(0, before.length);
  const fits = before.endsWith(' ') ? head.toLowerCase() === before.toLowerCase() : head === before;
  if (!fits || !value.endsWith(after) || value.length < before.length + after.length) return null;
  return value.slice(before.length, value.length - after.length);
}

export function wrap(format: string, part: string, value: string): string {
  const { before, after } = surroundings(format, part);
  return before + value + after;
}
