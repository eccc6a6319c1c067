import type { Attempt } from './attempt.ts';

/** A stretch of an attempt's time. */
export interface PhaseLength {
  name: 'DNS' | 'connect' | 'TLS' | 'send' | 'wait' | 'download';
  ms: number;
}

/** How long each phase of an attempt took, in order. They are kept as the moments at which they ended. */
export function phaseLengths({ phases, durationMs }: Pick<Attempt, 'phases' | 'durationMs'>): PhaseLength[] {
  if (!phases) return [];
  const ends: [PhaseLength['name'], number | null][] = [
    ['DNS', phases.dnsMs],
    ['connect', phases.connectMs],
    ['TLS', phases.tlsMs],
    ['send', phases.sentMs],
    ['wait', phases.firstByteMs],
    ['download', phases.downloadMs],
  ];
  const lengths: PhaseLength[] = [];
  let at = 0;
  for (const [name, end] of ends) {
    if (end === null) continue;
    lengths.push({ name, ms: Math.max(0, end - at) });
    at = Math.max(at, end);
  }
  const rest = (durationMs ?? at) - at;
  // What follows the last phase that ended was spent waiting for one that never did.
  if (rest > 0 && phases.firstByteMs === null) lengths.push({ name: 'wait', ms: rest });
  return lengths;
}
