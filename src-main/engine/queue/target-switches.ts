import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { AttemptOutcome } from '#core/delivery/attempt.ts';
import { disableRules } from '#core/retry/disable-rule.ts';
import { EndpointSwitch, type OffSpan, SwitchCounts } from '#core/retry/endpoint-switch.ts';
import type { RetryPolicy } from '#core/retry/policy.ts';
import type { EngineParts } from '../engine.ts';

const storedKey = 'queue.switchedOff';
const Stored = z.record(
  z.string(),
  z.object({ fromMs: z.number(), untilMs: z.number().nullable(), because: z.string() }),
);

/** What was counted of a target, and by which rules. */
const StoredCounts = z.object({ disableAfter: z.unknown(), counts: SwitchCounts });

interface Entry {
  policy: RetryPolicy;
  endpoint: EndpointSwitch;
  /** Whether its counts are stored. */
  isStored: boolean;
}

/** A target that its policy has switched off. */
export interface SwitchedOff {
  url: string;
  since: string;
  /** Null: until somebody switches it on. */
  until: string | null;
  because: string;
}

/**
 * Switches targets off by the `disableAfter` of the policies that are played against them, each target by its address. What
 * is off, and what was counted so far, stays so over a restart.
 */
export function createTargetSwitches({
  history,
  clock,
  onChange,
}: Pick<EngineParts, 'history' | 'clock'> & { onChange: () => void }) {
  const entries = new Map<string, Entry>();
  const off = new Map<string, OffSpan>(
    Object.entries(Stored.catch({}).parse(history.settings.get(storedKey) ?? {})),
  );

  function save(): void {
    history.settings.set(storedKey, Object.fromEntries(off));
    onChange();
  }

  function entryOf(url: string, policy: RetryPolicy): Entry {
    const known = entries.get(url);
    if (known && isDeepStrictEqual(known.policy.disableAfter, policy.disableAfter)) return known;
    const made = { policy, endpoint: new EndpointSwitch(policy), isStored: known?.isStored ?? false };
    const stored = history.switchCounts.get(url);
    if (stored !== undefined) {
      made.isStored = true;
      const { data } = StoredCounts.safeParse(stored);
      if (data && isDeepStrictEqual(data.disableAfter, policy.disableAfter))
        made.endpoint.restore(data.counts);
    }
    entries.set(url, made);
    return made;
  }

  /** Keeps what is counted; a target in order has nothing kept. */
  function keep(url: string, entry: Entry): void {
    const counts = entry.endpoint.save();
    if (counts !== null) history.switchCounts.set(url, { disableAfter: entry.policy.disableAfter, counts });
    else if (entry.isStored) history.switchCounts.remove(url);
    entry.isStored = counts !== null;
  }

  function note(url: string, endpoint: EndpointSwitch): void {
    const { current } = endpoint;
    if (!current) return;
    off.set(url, { ...current });
    save();
  }

  /** The span in which a target is off at `nowMs`; one that has recovered is forgotten. */
  function offAt(url: string, nowMs: number): OffSpan | null {
    const span = off.get(url);
    if (!span) return null;
    if (span.untilMs === null || nowMs < span.untilMs) return span;
    off.delete(url);
    save();
    return null;
  }

  return {
    /** Why a policy's attempts at a target may not be made now; null: they may. */
    whyOff(url: string, policy: RetryPolicy | null): string | null {
      if (!policy || disableRules(policy).length === 0) return null;
      return offAt(url, clock.nowMs())?.because ?? null;
    },

    /** Counts how an attempt ended. */
    attemptEnded(url: string, policy: RetryPolicy | null, outcome: AttemptOutcome, success: boolean): void {
      if (!policy || disableRules(policy).length === 0) return;
      const entry = entryOf(url, policy);
      const status = outcome.kind === 'responded' ? outcome.status : null;
      const turned = entry.endpoint.attemptEnded(clock.nowMs(), { success, status });
      keep(url, entry);
      if (turned) note(url, entry.endpoint);
    },

    /** Counts a delivery that was given up. */
    deliveryGivenUp(url: string, policy: RetryPolicy | null): void {
      if (!policy || disableRules(policy).length === 0) return;
      const entry = entryOf(url, policy);
      const turned = entry.endpoint.deliveryGivenUp(clock.nowMs());
      keep(url, entry);
      if (turned) note(url, entry.endpoint);
    },

    list(): SwitchedOff[] {
      const nowMs = clock.nowMs();
      return [...off]
        .filter(([url]) => offAt(url, nowMs) !== null)
        .map(([url, { fromMs, untilMs, because }]) => ({
          url,
          since: new Date(fromMs).toISOString(),
          until: untilMs === null ? null : new Date(untilMs).toISOString(),
          because,
        }));
    },

    /** Takes it back: attempts are made again, and all counts begin anew. False where it was not off. */
    switchOn(url: string): boolean {
      entries.delete(url);
      history.switchCounts.remove(url);
      if (!off.delete(url)) return false;
      save();
      return true;
    },
  };
}
export type TargetSwitches = ReturnType<typeof createTargetSwitches>;
