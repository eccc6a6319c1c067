import type { RetryPolicy } from '../policy.ts';
import type { Exported, PolicyToExport } from './export-policy.ts';

/** BullMQ's own jitter draws from the wait's end: 1 is the whole of it, 0.5 its later half. Null: it has none such. */
function ownJitter({ kind }: RetryPolicy['jitter']): number | null {
  if (kind === 'none') return 0;
  if (kind === 'full') return 1;
  return kind === 'equal' ? 0.5 : null;
}

/** The expression that draws a wait. */
function drawn({ jitter }: RetryPolicy): string {
  switch (jitter.kind) {
    case 'none':
      return 'waitMs';
    case 'full':
      return 'Math.random() * waitMs';
    case 'equal':
      return 'waitMs / 2 + (Math.random() * waitMs) / 2';
    case 'spread':
      return `waitMs * (1 - ${jitter.ratio} + ${2 * jitter.ratio} * Math.random())`;
    case 'decorrelated':
      return 'Math.random() * waitMs';
  }
}

/**
 * BullMQ's job options (docs.bullmq.io, retrying failing jobs): `fixed` waits `delay` each time, `exponential` `delay` x
 * 2^(n-1); all else is a `backoffStrategy` of the worker, given the attempts made.
 */
export function exportToBullMq({ policy, attempts, waitsMs }: PolicyToExport): Exported {
  const [first = 1000] = waitsMs;
  const jitter = ownJitter(policy.jitter);
  const isEven = waitsMs.every((ms) => ms === first);
  const isDoubling = !isEven && waitsMs.every((ms, at) => Math.abs(ms - first * 2 ** at) < 1);
  if (jitter !== null && (isEven || isDoubling)) {
    const backoff = {
      type: isEven ? 'fixed' : 'exponential',
      delay: Math.round(first),
      ...(jitter === 0 ? {} : { jitter }),
    };
    return {
      language: 'javascript',
      text: `export const jobOptions = ${JSON.stringify({ attempts, backoff }, null, 2)};\n`,
      differences: [],
    };
  }
  return {
    language: 'javascript',
    text: `// new Worker(name, processor, { settings: { backoffStrategy } })
export const jobOptions = ${JSON.stringify({ attempts, backoff: { type: 'custom' } }, null, 2)};

const waitsMs = ${JSON.stringify(waitsMs.map((ms) => Math.round(ms)))};

/** attemptsMade is 1 after the first attempt. */
export function backoffStrategy(attemptsMade) {
  const waitMs = waitsMs[Math.min(attemptsMade, waitsMs.length) - 1] ?? 0;
  return Math.round(${drawn(policy)});
}
`,
    differences:
      policy.jitter.kind === 'decorrelated'
        ? ['A strategy does not know the wait before: full jitter stands in for decorrelated.']
        : [],
  };
}
