import { parseDurationMs, printDurationMs } from '../numbers/duration.ts';
import { Behaviour, type BehaviourInput } from './scenario.ts';

/** One way to write a behaviour. Text is trimmed, in lower case, its blanks single. */
interface Form {
  pattern: RegExp;
  make: (groups: Record<string, string | undefined>) => BehaviourInput | null;
}

/** `503`, with what may follow a status: `after 2s`, `retry-after 30`. */
const answer = String.raw`(?:(?<status>[2-5]\d\d))?(?: after (?<delay>[\d.]+ ?[a-z]+))?(?: retry-after (?<wait>\d{1,9}))?`;

function answerOf({
  status,
  delay,
  wait,
}: Record<string, string | undefined>): Record<string, unknown> | null {
  const delayMs = delay === undefined ? 0 : parseDurationMs(delay);
  if (delayMs === null) return null;
  return {
    status: status === undefined ? 200 : Number(status),
    delayMs,
    headers: wait === undefined ? [] : [['Retry-After', wait]],
  };
}

const withAnswer =
  (fields: (groups: Record<string, string | undefined>) => Record<string, unknown> | null): Form['make'] =>
  (groups) => {
    const own = fields(groups);
    const common = answerOf(groups);
    return own && common ? ({ ...common, ...own } as BehaviourInput) : null;
  };

const forms: Form[] = [
  { pattern: new RegExp(`^(?=[2-5])${answer}$`), make: withAnswer(() => ({ do: 'respond' })) },
  { pattern: /^(?:timeout|hang|times out)$/, make: () => ({ do: 'hang' }) },
  { pattern: /^(?:refuse|refused|down)$/, make: () => ({ do: 'refuse' }) },
  { pattern: /^(?:empty|empty reply)$/, make: () => ({ do: 'empty_reply' }) },
  {
    pattern: /^garbage(?: (?<bytes>\d{1,7}) bytes?)?$/,
    make: ({ bytes }) => ({ do: 'garbage', ...(bytes ? { bytes: Number(bytes) } : {}) }),
  },
  {
    pattern: new RegExp(`^reset(?: after (?<bytes>\\d{1,9}) bytes?)?(?: of ${answer})?$`),
    make: withAnswer(({ bytes }) => ({
      do: 'reset',
      afterBytes: bytes === undefined ? null : Number(bytes),
    })),
  },
  { pattern: new RegExp(`^bad chunk(?: in ${answer})?$`), make: withAnswer(() => ({ do: 'bad_chunk' })) },
  { pattern: new RegExp(`^half close(?: in ${answer})?$`), make: withAnswer(() => ({ do: 'half_close' })) },
  {
    pattern: new RegExp(`^wrong length (?<bytes>\\d{1,9})(?: in ${answer})?$`),
    make: withAnswer(({ bytes }) => ({ do: 'wrong_length', declaredBytes: Number(bytes) })),
  },
  {
    pattern: new RegExp(
      `^drip(?: (?<bytes>\\d{1,6}) bytes?)?(?: every (?<every>[\\d.]+ ?[a-z]+))?(?: of ${answer})?$`,
    ),
    make: withAnswer(({ bytes, every }) => {
      const everyMs = every === undefined ? undefined : parseDurationMs(every);
      if (everyMs === null) return null;
      return {
        do: 'drip',
        ...(bytes ? { chunkBytes: Number(bytes) } : {}),
        ...(everyMs === undefined ? {} : { everyMs }),
      };
    }),
  },
  {
    pattern: new RegExp(
      `^pause (?<pause>[\\d.]+ ?[a-z]+)(?: at byte (?<bytes>\\d{1,9}))?(?: of ${answer})?$`,
    ),
    make: withAnswer(({ pause = '', bytes }) => {
      const pauseMs = parseDurationMs(pause);
      return pauseMs === null
        ? null
        : { do: 'pause_body', pauseMs, ...(bytes ? { afterBytes: Number(bytes) } : {}) };
    }),
  },
  {
    pattern: new RegExp(`^(?<count>\\d{1,2}) x (?<code>1\\d\\d) before ${answer}$`),
    make: withAnswer(({ count, code }) => ({
      do: 'informational',
      count: Number(count),
      code: Number(code),
    })),
  },
];

/** Words that a reader may be shown when a behaviour is not understood. */
export const behaviourExamples =
  '503, 429 retry-after 30, 200 after 2s, timeout, refuse, reset, reset after 100 bytes, empty, drip, garbage';

/** A behaviour from its text; null where it is none. */
export function parseBehaviour(text: string): Behaviour | null {
  const clean = text.trim().toLowerCase().replace(/\s+/g, ' ');
  for (const { pattern, make } of forms) {
    const match = pattern.exec(clean);
    const made = match && make(match.groups ?? {});
    if (made) return Behaviour.safeParse(made).data ?? null;
  }
  return null;
}

type Answering = Extract<Behaviour, { status: number }>;

/** Null where the answer has a body or headers that the text form lacks words for. */
function printAnswer({ status, delayMs, headers, body }: Answering): string | null {
  const [first] = headers;
  if (
    body !== '' ||
    headers.length > 1 ||
    (first && (first[0].toLowerCase() !== 'retry-after' || !/^\d{1,9}$/.test(first[1])))
  )
    return null;
  return `${status}${delayMs > 0 ? ` after ${printDurationMs(delayMs)}` : ''}${first ? ` retry-after ${first[1]}` : ''}`;
}

const plainAnswer = (behaviour: Answering): boolean => printAnswer(behaviour) === '200';

/** A behaviour as text, or null where the text form lacks words for it. */
export function printBehaviour(behaviour: Behaviour): string | null {
  if (behaviour.do === 'hang') return 'timeout';
  if (behaviour.do === 'refuse') return 'refuse';
  if (behaviour.do === 'empty_reply') return 'empty';
  if (behaviour.do === 'garbage') return `garbage ${behaviour.bytes} bytes`;
  const written = printAnswer(behaviour);
  if (written === null) return null;
  const tail = (word: string) => (plainAnswer(behaviour) ? '' : ` ${word} ${written}`);
  switch (behaviour.do) {
    case 'respond':
      return written;
    case 'reset':
      return `reset${behaviour.afterBytes === null ? '' : ` after ${behaviour.afterBytes} bytes`}${tail('of')}`;
    case 'bad_chunk':
      return `bad chunk${tail('in')}`;
    case 'half_close':
      return `half close${tail('in')}`;
    case 'wrong_length':
      return `wrong length ${behaviour.declaredBytes}${tail('in')}`;
    case 'drip':
      return `drip ${behaviour.chunkBytes} bytes every ${printDurationMs(behaviour.everyMs)}${tail('of')}`;
    case 'pause_body':
      return `pause ${printDurationMs(behaviour.pauseMs)} at byte ${behaviour.afterBytes}${tail('of')}`;
    case 'informational':
      return `${behaviour.count} x ${behaviour.code} before ${written}`;
  }
}
