import { connect } from 'node:net';
import type { AttemptErrorCode } from '#core/delivery/attempt.ts';

/** Failures that mean that nobody is there, as opposed to somebody who fails. */
const absent = new Set<AttemptErrorCode>(['refused', 'unreachable', 'dns', 'connect_timeout']);
export const meansDown = (code: AttemptErrorCode): boolean => absent.has(code);

/** Soon at first, since a handler under development restarts in a moment; then seldom enough to cost nothing. */
const firstWaitMs = 250;
const longestKnockMs = 15_000;
/** An attempt costs more than a knock, and the target may have done its work each time. */
const longestTryMs = 60_000;
const knockTimeoutMs = 5_000;

/**
 * `knocks`: nobody is there, so a connection without a byte tells whether somebody is back. `waits`: somebody takes
 * connections and not the delivery, so only an attempt can tell. `tries`: the wait is over, one attempt may go.
 */
type Phase = 'knocks' | 'waits' | 'tries';

interface Down {
  sinceMs: number;
  /** Why, in words. */
  because: string;
  phase: Phase;
  waitMs: number;
  timer: ReturnType<typeof setTimeout> | null;
}

/**
 * Remembers which origins don't take what is forwarded to them, and finds out when they do again, so that a target that is
 * away for a night costs few attempts. `onTry` is called when one may take attempts again.
 */
export function createDownTargets({ onChange, onTry }: { onChange: () => void; onTry: () => void }) {
  const downs = new Map<string, Down>();

  function knock(origin: string, down: Down): void {
    const url = new URL(origin);
    const socket = connect({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
      autoSelectFamily: true,
    });
    const done = (back: boolean) => {
      socket.removeAllListeners();
      socket.on('error', () => {});
      socket.destroy();
      if (downs.get(origin) !== down || down.phase !== 'knocks') return;
      if (back) letTry(down);
      else wait(origin, down);
    };
    socket.setTimeout(knockTimeoutMs, () => done(false));
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  }

  function letTry(down: Down): void {
    down.phase = 'tries';
    down.timer = null;
    onTry();
  }

  function wait(origin: string, down: Down): void {
    if (down.timer) clearTimeout(down.timer);
    const isKnock = down.phase === 'knocks';
    down.timer = setTimeout(() => (isKnock ? knock(origin, down) : letTry(down)), down.waitMs);
    down.waitMs = Math.min(isKnock ? longestKnockMs : longestTryMs, down.waitMs * 2);
  }

  return {
    /** Whether nothing may be tried there now. */
    blocks: (origin: string): boolean => {
      const phase = downs.get(origin)?.phase;
      return phase !== undefined && phase !== 'tries';
    },
    /** Whether it is known not to take anything, be an attempt just finding out or not. */
    has: (origin: string): boolean => downs.has(origin),
    list: (): { origin: string; since: string; because: string }[] =>
      [...downs].map(([origin, { sinceMs, because }]) => ({
        origin,
        since: new Date(sinceMs).toISOString(),
        because,
      })),
    /** An attempt was not taken there. */
    add(origin: string, nowMs: number, { absent, because }: { absent: boolean; because: string }): void {
      const known = downs.get(origin);
      if (known && known.phase !== 'tries') return;
      const down = known ?? { sinceMs: nowMs, because, phase: 'tries', waitMs: firstWaitMs, timer: null };
      down.phase = absent ? 'knocks' : 'waits';
      down.because = because;
      downs.set(origin, down);
      wait(origin, down);
      if (!known) onChange();
    },
    /** An attempt was taken: it is there. */
    answered(origin: string): void {
      const down = downs.get(origin);
      if (!down) return;
      if (down.timer) clearTimeout(down.timer);
      downs.delete(origin);
      onChange();
      onTry();
    },
    /** Finds out at once instead of at the next wait's end. */
    tryNow(): void {
      for (const [origin, down] of downs) {
        if (down.timer) clearTimeout(down.timer);
        if (down.phase === 'knocks') knock(origin, down);
        else letTry(down);
      }
    },
    close(): void {
      for (const { timer } of downs.values()) if (timer) clearTimeout(timer);
      downs.clear();
    },
  };
}
export type DownTargets = ReturnType<typeof createDownTargets>;
