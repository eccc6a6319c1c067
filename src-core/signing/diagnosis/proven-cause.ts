import { parseUrl } from '../../http/parse-url.ts';
import type { Cause } from '../verify/verdict.ts';
import { situationChanges } from './byte-changes.ts';
import { senderBodyFixes } from './fixes.ts';
import type { Mistake, Situation, Slot, Supposition } from './mistake.ts';
import type { Reading } from './signature-readings.ts';
import { formCause, signatureCause } from './signature-words.ts';

/** A mistake as one supposition of it was made. */
export interface Made {
  mistake: Mistake;
  supposition: Supposition;
}

/** Bodies are the dearest to make: in a pair they come first and are made once. */
export const slotOrder: readonly Slot[] = [
  'body',
  'url',
  'content',
  'timestamp',
  'hash',
  'signature',
  'secret',
  'key',
  'scheme',
];

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

const filled = (text: string, detail: string | undefined) => text.replace('…', detail ?? '');

/** Words of a mistake as it was made. */
export function wordsOf({ mistake, supposition: { detail, words } }: Made) {
  const { id, title, explanation, fixes } = { ...mistake, ...words };
  return {
    id,
    title: filled(title, detail),
    explanation: filled(explanation, detail),
    fixes,
    slot: mistake.slot,
  };
}

/** Which parts of the URL are others than those that were signed. */
function urlWords(actual: Situation, supposed: Situation): string[] {
  const [seen, signed] = [parseUrl(actual.request.url), parseUrl(supposed.request.url)];
  if (!seen || !signed || actual.request.url === supposed.request.url) return [];
  const parts = (['protocol', 'hostname', 'port', 'pathname', 'search'] as const).filter(
    (part) => seen[part] !== signed[part],
  );
  const names = { protocol: 'protocol', hostname: 'host', port: 'port', pathname: 'path', search: 'query' };
  const differences = parts.map((part) => {
    const [here, there] = [seen[part].slice(0, 200), signed[part].slice(0, 200)];
    return `the ${names[part]} is ${here || 'absent'} here and ${there || 'absent'} in what was signed`;
  });
  return differences.length === 0 ? [] : [`Of the URL, ${differences.join(', and ')}.`];
}

/** What is said of mistakes that were made together, once a recomputed value has proven them. */
export function causeOf(
  actual: Situation,
  made: readonly Made[],
  supposed: Situation,
  reading: Reading,
  isCaught: boolean,
): Cause {
  const ordered = [...made].sort(
    (a, b) => slotOrder.indexOf(a.mistake.slot) - slotOrder.indexOf(b.mistake.slot),
  );
  const written = signatureCause(reading) ?? (made.length === 0 ? formCause(actual) : null);
  const ownWords = ordered.map(wordsOf).map((words) => ({
    ...words,
    fixes: isCaught && words.slot === 'body' ? senderBodyFixes : words.fixes,
  }));
  const parts = [...ownWords, ...(written ? [written] : [])];
  const [first, ...others] = parts;
  const places = new Set<string>();
  const fixes = parts
    .flatMap(({ fixes: all }) => all)
    .filter(({ where, text }) => !places.has(where + text) && places.add(where + text));
  const count = parts.length === 2 ? 'Two' : 'Three';
  return {
    id: parts.map(({ id }) => id).join('+'),
    proven: true,
    title:
      others.length === 0
        ? (first?.title ?? '')
        : `${count} things came together. ${first?.title} ${others.map(({ title }) => `And: ${lowerFirst(title)}`).join(' ')}`,
    explanation: [...parts.map(({ explanation }) => explanation), ...urlWords(actual, supposed)].join(' '),
    fixes: fixes.map((one) => ({ ...one })),
    changes: situationChanges(actual, supposed),
  };
}
