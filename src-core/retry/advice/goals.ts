import { z } from 'zod';
import { strictObject } from '../../errors/strict-object.ts';
import { TackleboxError } from '../../errors/tacklebox-error.ts';
import { parseDurationMs } from '../../numbers/duration.ts';
import { longestWaitMs } from '../longest-wait.ts';

const hourMs = 3_600_000;

/** What a policy is wanted for. A bound that is absent is no goal. */
export const Goals = strictObject({
  /** The receiver takes nothing for so long. */
  outageMs: z
    .number()
    .positive()
    .max(longestWaitMs)
    .default(6 * hourMs),
  /** Of the deliveries that come in the outage, less than this share is lost; 0: none. */
  maxLossShare: z.number().min(0).max(1).optional(),
  /** Once the receiver is back, fewer attempts than this begin within any second. */
  maxPerSecond: z.number().positive().max(1_000_000).optional(),
  /** So long after the receiver is back, all that is not lost has been delivered. */
  deliveredWithinMs: z.number().positive().max(longestWaitMs).optional(),
  /** No delivery takes more attempts. */
  maxAttempts: z.number().int().min(2).max(200).default(60),
});
export type Goals = z.infer<typeof Goals>;

type Part = Partial<Goals>;

const number = String.raw`(\d+(?:\.\d+)?)`;
const span = String.raw`(\d+(?:\.\d+)?\s*(?:ms|s|sec|min|m|h|hours?|d|days?))`;

/** One way to say a goal. */
interface Form {
  pattern: RegExp;
  read: (first: string) => Part | null;
}

const durationPart =
  (name: 'outageMs' | 'deliveredWithinMs'): Form['read'] =>
  (text) => {
    const ms = parseDurationMs(text);
    return ms === null || ms === 0 ? null : { [name]: ms };
  };

const forms: Form[] = [
  {
    pattern: new RegExp(`\\blos(?:e|es|ing|s)\\b[^%]*?${number}\\s*%`),
    read: (share) => ({ maxLossShare: Number(share) / 100 }),
  },
  { pattern: /\blos(?:e|es|ing)\s+(nothing|none)\b/, read: () => ({ maxLossShare: 0 }) },
  { pattern: new RegExp(`${span}\\s+(?:long\\s+)?outage`), read: durationPart('outageMs') },
  { pattern: new RegExp(`outage\\s+(?:of|for|lasting)\\s+${span}`), read: durationPart('outageMs') },
  {
    pattern: new RegExp(`${number}\\s*(?:attempts\\s*)?(?:/\\s*s|per\\s+sec(?:ond)?|a\\s+second)(?![a-z])`),
    read: (rate) => ({ maxPerSecond: Number(rate) }),
  },
  {
    pattern: new RegExp(`${number}\\s*(?:attempts\\s*)?(?:/\\s*min|per\\s+min(?:ute)?|a\\s+minute)(?![a-z])`),
    read: (rate) => ({ maxPerSecond: Number(rate) / 60 }),
  },
  {
    pattern: new RegExp(`(?:delivered|done|drained|caught up|recovered)\\s+(?:with)?in\\s+${span}`),
    read: durationPart('deliveredWithinMs'),
  },
  {
    pattern: new RegExp(`${number}\\s+attempts\\b(?!\\s*(?:per|a|/)\\s)`),
    read: (count) => ({ maxAttempts: Number(count) }),
  },
];

/** What a reader may be shown when a goal is not understood. */
export const goalExamples =
  '"lose less than 0.1 % in a 6 h outage", "under 50/s on return", "delivered within 10 min after", "at most 20 attempts"';

const refused = (text: string) =>
  new TackleboxError('invalid_input', `${JSON.stringify(text)} is no goal. Some are: ${goalExamples}.`, {
    details: { issues: [{ path: 'goals', message: `no goal: ${text}` }] },
  });

/**
 * Goals as people write them, one or several a text, apart by commas, semicolons, lines or "and". Throws invalid_input with
 * the part that says nothing.
 */
export function parseGoals(texts: readonly string[]): Goals {
  const goals: Part = {};
  for (const text of texts) {
    for (const raw of text.split(/[;\n]|,(?!\d)|\band\b/i)) {
      const part = raw.trim().toLowerCase();
      if (part === '') continue;
      let said = false;
      for (const { pattern, read } of forms) {
        const found = pattern.exec(part);
        const value = found && read(found[1] ?? '');
        if (!value) continue;
        Object.assign(goals, value);
        said = true;
      }
      if (!said) throw refused(raw.trim());
    }
  }
  if (Object.keys(goals).length === 0) throw refused('');
  const parsed = Goals.safeParse(goals);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refused(`${texts.join(', ')} (${issue?.path.join('.')}: ${issue?.message})`);
}
