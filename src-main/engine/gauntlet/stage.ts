import type { Target } from '#core/delivery/attempt.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { type Judgement, type JudgeRules, judge } from '#core/mutation/judge.ts';
import { type Mutation, mutation } from '#core/mutation/mutation.ts';
import type { GauntletExchange } from '#core/mutation/run.ts';
import { statusIn } from '#core/retry/status-set.ts';
import type { EngineParts } from '../engine.ts';
import { bentRequest } from '../requests/bent-request.ts';
import type { SendRequest } from '../sender/sender.ts';
import { sleep } from '../sleep.ts';
import type { DrawnEvent, EventSource } from './deck.ts';
import { fire, type Secrets } from './exchange.ts';
import type { Observer } from './observer.ts';

/** What a run plays on: its target, its events, its observer. */
export interface StageInput {
  parts: Pick<EngineParts, 'clock' | 'crypto' | 'sender'>;
  source: EventSource;
  target: Target & { timeoutMs: number };
  rules: JudgeRules;
  observer: Observer | null;
  settleMs: number;
  secrets: Secrets;
  signal: AbortSignal;
}

/** Between two looks at the observer. */
const lookEveryMs = 10;

/** How long a handler that went away may take to come back. */
const comeBackMs = 2000;
const comeBackEveryMs = 100;

/** The place where requests are fired and their effects are seen. */
export class Stage {
  /** Work that one genuine event is seen to do; known once `conduct.genuine` was played. */
  perEvent = 0;
  /** Answers that held a secret. */
  toldSecret: GauntletExchange[] = [];
  private drawn = 0;

  readonly input: StageInput;

  constructor(input: StageInput) {
    this.input = input;
  }

  get source(): EventSource {
    return this.input.source;
  }

  /** A new event. */
  event(eventType?: string): DrawnEvent {
    this.drawn++;
    return this.source.event(this.drawn, eventType);
  }

  /** The mutation that leaves an event as it is. */
  private plain(event: DrawnEvent): Mutation {
    const words = { title: '', purpose: '', incident: '', expect: 'accept' as const };
    return mutation('plain', 'wire', words, event, () => ({}));
  }

  /** A genuine request of an event, signed now. Throws secret_malformed, scheme_cannot_sign, … where it can't be signed. */
  genuine(event: DrawnEvent, secret?: string): SendRequest {
    const { parts, target } = this.input;
    const own = this.source.signingOf(event);
    const signing = own && secret !== undefined ? { ...own, secret } : own;
    const made = bentRequest(parts.crypto, this.plain(event).bend(), {
      provider: this.source.provider,
      target,
      signing,
      nowMs: parts.clock.nowMs(),
    });
    if (made.kind === 'not_made') throw new TackleboxError('scheme_cannot_sign', made.reason);
    return made.request;
  }

  /** Fires a request. */
  async fire(request: SendRequest, manner: GauntletExchange['request']['manner'] = 'plain') {
    const { secrets, signal } = this.input;
    const { exchange, toldSecret } = await fire(
      this.input.parts.sender,
      { ...request, signal },
      manner,
      secrets,
    );
    if (signal.aborted) throw new TackleboxError('cancelled', 'The run was cancelled.');
    if (toldSecret) this.toldSecret.push(exchange);
    return exchange;
  }

  isAccepted({ answer }: GauntletExchange): boolean {
    return answer !== null && statusIn(this.input.rules.success, answer.status);
  }

  judge(caseId: string, exchange: GauntletExchange, effects: number | null): Judgement {
    return judge(caseId, 'accept', { exchange, effects }, this.input.rules);
  }

  /** What the observer counts now; null without one. */
  async count(): Promise<number | null> {
    return this.input.observer ? this.input.observer.count() : null;
  }

  /**
   * Work done since `before`, once it had time to show: at least `settleMs` after the last answer where too much would be
   * wrong, at once where `atLeast` has been reached and more doesn't matter.
   */
  async effectsSince(before: number | null, atLeast?: number): Promise<number | null> {
    const { observer, settleMs, signal } = this.input;
    if (!observer || before === null) return null;
    const until = performance.now() + settleMs;
    for (;;) {
      const effects = (await observer.count()) - before;
      if (atLeast !== undefined && effects >= atLeast) return effects;
      const leftMs = until - performance.now();
      if (leftMs <= 0) return effects;
      await sleep(atLeast === undefined ? leftMs : Math.min(leftMs, lookEveryMs), signal).catch(() => {
        throw new TackleboxError('cancelled', 'The run was cancelled.');
      });
    }
  }

  /** Whether the handler takes a connection again; it gets a moment to come back. */
  async isBack(): Promise<boolean> {
    const until = performance.now() + comeBackMs;
    for (;;) {
      const { failure } = await this.fire(this.genuine(this.event()));
      if (failure === null) return true;
      if (failure.code === 'response_timeout' || performance.now() > until) return false;
      await sleep(comeBackEveryMs, this.input.signal).catch(() => undefined);
    }
  }
}
