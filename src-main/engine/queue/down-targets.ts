import { connect } from 'node:net';
import type { AttemptErrorCode } from '#core/delivery/attempt.ts';

/** Failures that mean that nobody is there, as opposed to somebody who fails. */
const absent = new Set<AttemptErrorCode>(['refused', 'unreachable', 'dns', 'connect_timeout']);
export const meansDown = (code: AttemptErrorCode): boolean => absent.has(code);

/** Soon at first, since a handler under development restarts in a moment; then seldom enough to cost nothing. */
const firstProbeMs = 250;
const longestProbeMs = 15_000;
const probeTimeoutMs = 5_000;

interface Down {
  sinceMs: number;
  waitMs: number;
  timer: ReturnType<typeof setTimeout> | null;
}

/**
 * Remembers which origins are down and knocks at them: a connection without a byte, so that a target that is away for a
 * night costs no attempts. `onBack` is called when one takes connections again.
 */
export function createDownTargets({ onDown, onBack }: { onDown: () => void; onBack: () => void }) {
  const downs = new Map<string, Down>();
  /** Waits go on growing while a target comes and goes, until an attempt got an answer. */
  const lastWaits = new Map<string, number>();

  function knock(origin: string): void {
    const down = downs.get(origin);
    if (!down) return;
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
      if (downs.get(origin) !== down) return;
      if (!back) return wait(origin, down);
      downs.delete(origin);
      lastWaits.set(origin, down.waitMs);
      onBack();
    };
    socket.setTimeout(probeTimeoutMs, () => done(false));
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  }

  function wait(origin: string, down: Down): void {
    down.timer = setTimeout(() => knock(origin), down.waitMs);
    down.waitMs = Math.min(longestProbeMs, down.waitMs * 2);
  }

  return {
    has: (origin: string): boolean => downs.has(origin),
    list: (): { origin: string; since: string }[] =>
      [...downs].map(([origin, { sinceMs }]) => ({ origin, since: new Date(sinceMs).toISOString() })),
    add(origin: string, nowMs: number): void {
      if (downs.has(origin)) return;
      const down = { sinceMs: nowMs, waitMs: lastWaits.get(origin) ?? firstProbeMs, timer: null };
      downs.set(origin, down);
      wait(origin, down);
      onDown();
    },
    /** An attempt got an answer: it is there. */
    answered(origin: string): void {
      lastWaits.delete(origin);
    },
    /** Knocks at once instead of at the next wait's end. */
    knockNow(): void {
      for (const [origin, down] of downs) {
        if (down.timer) clearTimeout(down.timer);
        knock(origin);
      }
    },
    close(): void {
      for (const { timer } of downs.values()) if (timer) clearTimeout(timer);
      downs.clear();
    },
  };
}
export type DownTargets = ReturnType<typeof createDownTargets>;
