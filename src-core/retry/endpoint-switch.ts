import { z } from 'zod';
import { printDurationMs } from '../numbers/duration.ts';
import { SlidingCount, SlidingState } from '../numbers/sliding-count.ts';
import { type DisableRule, disableRules } from './disable-rule.ts';
import { longestWaitMs } from './longest-wait.ts';
import type { RetryPolicy } from './policy.ts';
import { statusIn } from './status-set.ts';

/** A span in which the provider made no attempt at the endpoint. */
export interface OffSpan {
  fromMs: number;
  /** Null: until somebody switches it on. */
  untilMs: number | null;
  /** Which rule did it, as a sentence. */
  because: string;
}

/** One attempt's end, as far as a rule looks at it. */
export interface SwitchAttempt {
  success: boolean;
  /** Null without an answer. */
  status: number | null;
}

/** Why a delivery ends whose attempt would come while its endpoint is off. */
export const switchedOff = (because: string): string =>
  `The endpoint was switched off by its policy: ${because}.`;

const Tally = z.number().int().nonnegative();

/** What one rule has counted so far, as it can be kept; absent: nothing. */
const RuleCounts = z.object({
  failedAttempts: Tally.optional(),
  failedDeliveries: Tally.optional(),
  failingSinceMs: z.number().optional(),
  attemptsSinceSuccess: Tally.optional(),
  timesOff: Tally.optional(),
  attempts: SlidingState.optional(),
  failures: SlidingState.optional(),
  streak: SlidingState.optional(),
});
type RuleCounts = z.infer<typeof RuleCounts>;

/** What all rules of a policy have counted so far, in their order. */
export const SwitchCounts = z.array(RuleCounts);
export type SwitchCounts = z.infer<typeof SwitchCounts>;

/** The state of one rule. A success clears what counts in a row. */
class RuleState {
  private readonly rule: DisableRule;
  private readonly attempts: SlidingCount | null;
  private readonly failures: SlidingCount | null;
  private readonly streak: SlidingCount | null;
  private failedAttempts = 0;
  private failedDeliveries = 0;
  private failingSinceMs = Number.NaN;
  private attemptsSinceSuccess = 0;
  private timesOff = 0;

  constructor(rule: DisableRule) {
    this.rule = rule;
    const window = () => (rule.withinMs === undefined ? null : new SlidingCount(rule.withinMs));
    this.attempts = rule.failureShare === undefined ? null : window();
    this.failures = rule.failureShare === undefined ? null : window();
    this.streak = rule.failedAttempts === undefined ? null : window();
  }

  /** Why this attempt was one too many; null: it was not. */
  attemptEnded(nowMs: number, { success, status }: SwitchAttempt): string | null {
    this.attempts?.add(nowMs);
    if (success) {
      this.failedAttempts = 0;
      this.failedDeliveries = 0;
      this.attemptsSinceSuccess = 0;
      this.failingSinceMs = Number.NaN;
      this.timesOff = 0;
      this.streak?.clear();
      return null;
    }
    this.failures?.add(nowMs);
    this.streak?.add(nowMs);
    this.failedAttempts++;
    this.attemptsSinceSuccess++;
    if (Number.isNaN(this.failingSinceMs)) this.failingSinceMs = nowMs;
    return this.whyOff(nowMs, status);
  }

  /** Why this delivery was one too many; null: it was not. */
  deliveryGivenUp(): string | null {
    const { failedDeliveries } = this.rule;
    if (failedDeliveries === undefined || ++this.failedDeliveries < failedDeliveries) return null;
    return `${this.failedDeliveries} deliveries in a row were given up`;
  }

  private whyOff(nowMs: number, status: number | null): string | null {
    const { onStatus, failedAttempts, failingMs, failureShare, withinMs, minAttempts = 1 } = this.rule;
    if (onStatus !== undefined && status !== null && statusIn(onStatus, status))
      return `an answer of ${status} ends it`;
    const inARow = this.streak?.total(nowMs) ?? this.failedAttempts;
    if (failedAttempts !== undefined && inARow >= failedAttempts)
      return `${inARow} attempts in a row failed${withinMs === undefined ? '' : ` within ${printDurationMs(withinMs)}`}`;
    if (
      failingMs !== undefined &&
      this.attemptsSinceSuccess >= minAttempts &&
      nowMs - this.failingSinceMs >= failingMs
    )
      return `no attempt succeeded for ${printDurationMs(failingMs)}`;
    if (failureShare === undefined || !this.attempts || !this.failures || withinMs === undefined) return null;
    const attempts = this.attempts.total(nowMs);
    const share = this.failures.total(nowMs) / attempts;
    return attempts >= minAttempts && share >= failureShare
      ? `${Math.round(share * 100)} % of ${attempts} attempts failed within ${printDurationMs(withinMs)}`
      : null;
  }

  save(): RuleCounts {
    const { failedAttempts, failedDeliveries, failingSinceMs, attemptsSinceSuccess, timesOff } = this;
    const counted = { failedAttempts, failedDeliveries, attemptsSinceSuccess, timesOff };
    const sliding = {
      attempts: this.attempts?.save(),
      failures: this.failures?.save(),
      streak: this.streak?.save(),
    };
    return {
      ...Object.fromEntries(Object.entries(counted).filter(([, count]) => count > 0)),
      ...Object.fromEntries(Object.entries(sliding).filter(([, state]) => state)),
      ...(Number.isNaN(failingSinceMs) ? {} : { failingSinceMs }),
    };
  }

  restore(counts: RuleCounts): void {
    this.failedAttempts = counts.failedAttempts ?? 0;
    this.failedDeliveries = counts.failedDeliveries ?? 0;
    this.attemptsSinceSuccess = counts.attemptsSinceSuccess ?? 0;
    this.timesOff = counts.timesOff ?? 0;
    this.failingSinceMs = counts.failingSinceMs ?? Number.NaN;
    if (counts.attempts) this.attempts?.restore(counts.attempts);
    if (counts.failures) this.failures?.restore(counts.failures);
    if (counts.streak) this.streak?.restore(counts.streak);
  }

  get recovers(): boolean {
    return this.rule.recovery !== undefined;
  }

  /** How long until it comes back by itself, this time counted; null: never. */
  nextRecoveryMs(): number | null {
    const { recovery } = this.rule;
    if (!recovery) return null;
    const waitMs = recovery.afterMs * (recovery.factor ?? 1) ** this.timesOff++;
    return Math.min(waitMs, recovery.capMs ?? longestWaitMs);
  }
}

/** More spans than this are not kept one by one; the first ones tell the story. */
const mostSpans = 200;

/**
 * Switches an endpoint off as its provider does, by the rules of the policy's `disableAfter`, and on again where a rule
 * recovers by itself. What counts in a row goes on counting after a recovery, until an attempt succeeds. Times must not go
 * back.
 */
export class EndpointSwitch {
  private readonly rules: RuleState[];
  /** The first spans that it was off, oldest first. */
  readonly spans: OffSpan[] = [];
  /** The span that it is in, over or not. */
  private off: OffSpan | null = null;
  /** How often it was switched off. */
  times = 0;

  constructor(policy: Pick<RetryPolicy, 'disableAfter'>) {
    this.rules = disableRules(policy).map((rule) => new RuleState(rule));
  }

  /** What its rules have counted, to go on with after a restart; null where nothing is counted. */
  save(): SwitchCounts | null {
    const counts = this.rules.map((rule) => rule.save());
    return counts.every((rule) => Object.keys(rule).length === 0) ? null : counts;
  }

  /** Goes on with what was counted before. */
  restore(counts: SwitchCounts): void {
    for (const [at, rule] of this.rules.entries()) rule.restore(counts[at] ?? {});
  }

  /** Whether no attempt may be made at `nowMs`. */
  isOff(nowMs: number): boolean {
    if (this.off === null) return false;
    if (this.off.untilMs === null || nowMs < this.off.untilMs) return true;
    this.off = null;
    return false;
  }

  /** Why it is off, or was last. */
  get because(): string {
    return this.off?.because ?? '';
  }

  /** Since when it is off for good or for now, and until when; null: it is on. */
  get current(): OffSpan | null {
    return this.off;
  }

  /** Notes how an attempt ended. True where it was the one too many. */
  attemptEnded(nowMs: number, attempt: SwitchAttempt): boolean {
    return this.judge(nowMs, (rule) => rule.attemptEnded(nowMs, attempt));
  }

  /** Notes that a delivery was given up. True where it was the one too many. */
  deliveryGivenUp(nowMs: number): boolean {
    return this.judge(nowMs, (rule) => rule.deliveryGivenUp());
  }

  private judge(nowMs: number, ask: (rule: RuleState) => string | null): boolean {
    let turned = false;
    // Every rule counts, whichever of them speaks first.
    for (const rule of this.rules) {
      const because = ask(rule);
      if (because !== null && this.turnOff(nowMs, rule, because)) turned = true;
    }
    return turned;
  }

  private turnOff(nowMs: number, rule: RuleState, because: string): boolean {
    const isOff = this.isOff(nowMs);
    // An attempt that was under way may still say that it is off for good.
    if (isOff && (this.off?.untilMs === null || rule.recovers)) return false;
    const recoveryMs = rule.nextRecoveryMs();
    const untilMs = recoveryMs === null ? null : nowMs + recoveryMs;
    if (isOff && this.off) {
      this.off.untilMs = untilMs;
      this.off.because = because;
      return true;
    }
    this.off = { fromMs: nowMs, untilMs, because };
    this.times++;
    if (this.spans.length < mostSpans) this.spans.push(this.off);
    return true;
  }
}
