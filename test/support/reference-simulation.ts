import { memberSeed, seededRandom } from '#core/numbers/seeded-random.ts';

/** What the model plays; the same terms as a simulation's, but only what it knows of. */
export interface ModelRun {
  maxAttempts: number;
  waitsMs: number[];
  repeatLast: boolean;
  fullJitter: boolean;
  horizonMs: number | null;
  timeoutMs: number;
  latencyMs: number;
  /** In these spans connections are refused. */
  down: [fromMs: number, untilMs: number][];
  /** Otherwise this share of attempts gets 500. */
  failing: number;
  deliveries: number;
  overMs: number;
  seed: number;
  receiverPlaces: number;
  receiverPerSecond: number;
  senderPlaces: number;
}

/** One attempt as the model has it. */
interface ModelAttempt {
  delivery: number;
  startMs: number;
  endMs: number;
  succeeded: boolean;
  overloaded: boolean;
}

export interface ModelOutcome {
  attempts: ModelAttempt[];
  /** By delivery: when it came, how often it was tried, when it ended and how. */
  deliveries: { bornMs: number; attempts: number; endMs: number; succeeded: boolean }[];
  /** The most that stood in the sender's line. */
  longestLine: number;
}

interface Pending {
  atMs: number;
  /** Of things at the same time arrivals go first, then ends, then attempts that are due. */
  kind: 0 | 1 | 2;
  delivery: number;
  attempt?: ModelAttempt;
}

/**
 * A simulation as one would write it first: a list of what is to come, searched through at every step. It shares nothing with
 * the simulator but the random numbers.
 */
export function referenceSimulation(run: ModelRun): ModelOutcome {
  const chances = Array.from({ length: run.deliveries }, (_, at) => seededRandom(memberSeed(run.seed, at)));
  const deliveries: ModelOutcome['deliveries'] = [];
  const attempts: ModelAttempt[] = [];
  const line: number[] = [];
  let pending: Pending[] = Array.from({ length: run.deliveries }, (_, delivery) => ({
    atMs: (delivery / run.deliveries) * run.overMs,
    kind: 0,
    delivery,
  }));
  let sending = 0;
  let receiving = 0;
  let longestLine = 0;
  let tokens = Math.max(1, run.receiverPerSecond);
  let filledAtMs = 0;

  const hasToken = (nowMs: number): boolean => {
    if (run.receiverPerSecond === Number.POSITIVE_INFINITY) return true;
    const most = Math.max(1, run.receiverPerSecond);
    tokens = Math.min(most, tokens + ((nowMs - filledAtMs) / 1000) * run.receiverPerSecond);
    filledAtMs = nowMs;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };

  function begin(nowMs: number, delivery: number): void {
    const of = deliveries[delivery];
    const random = chances[delivery];
    if (!of || !random) return;
    of.attempts++;
    sending++;
    const overloaded = receiving >= run.receiverPlaces || !hasToken(nowMs);
    const isDown = run.down.some(([from, until]) => nowMs >= from && nowMs < until);
    const takesMs = overloaded || isDown ? Math.min(1, run.latencyMs) : run.latencyMs;
    const fails = !overloaded && !isDown && run.failing > 0 && random() < run.failing;
    if (!overloaded) receiving++;
    const attempt = {
      delivery,
      startMs: nowMs,
      endMs: nowMs + Math.min(takesMs, run.timeoutMs),
      succeeded: !overloaded && !isDown && !fails && takesMs <= run.timeoutMs,
      overloaded,
    };
    attempts.push(attempt);
    pending.push({ atMs: attempt.endMs, kind: 1, delivery, attempt });
  }

  function tryToBegin(nowMs: number, delivery: number): void {
    if (sending < run.senderPlaces) begin(nowMs, delivery);
    else {
      line.push(delivery);
      longestLine = Math.max(longestLine, line.length);
    }
  }

  function end(nowMs: number, { delivery, succeeded, overloaded }: ModelAttempt): void {
    const of = deliveries[delivery];
    const random = chances[delivery];
    if (!of || !random) return;
    sending--;
    if (!overloaded) receiving--;
    const waitMs = run.waitsMs[of.attempts - 1] ?? (run.repeatLast ? run.waitsMs.at(-1) : undefined);
    const wants = !succeeded && of.attempts < run.maxAttempts && waitMs !== undefined;
    const drawnMs = wants ? (run.fullJitter ? random() * waitMs : waitMs) : 0;
    if (wants && nowMs + drawnMs <= of.bornMs + (run.horizonMs ?? Number.POSITIVE_INFINITY))
      pending.push({ atMs: nowMs + drawnMs, kind: 2, delivery });
    else Object.assign(of, { endMs: nowMs, succeeded });
    while (line.length > 0 && sending < run.senderPlaces) begin(nowMs, line.shift() ?? 0);
  }

  while (pending.length > 0) {
    let next = pending[0] as Pending;
    for (const one of pending) {
      const sooner =
        one.atMs - next.atMs || one.kind - next.kind || (one.kind === 1 ? 0 : one.delivery - next.delivery);
      if (sooner < 0) next = one;
    }
    pending = pending.filter((one) => one !== next);
    if (next.kind === 0) {
      deliveries[next.delivery] = { bornMs: next.atMs, attempts: 0, endMs: Number.NaN, succeeded: false };
      tryToBegin(next.atMs, next.delivery);
    } else if (next.attempt) end(next.atMs, next.attempt);
    else tryToBegin(next.atMs, next.delivery);
  }
  return { attempts, deliveries, longestLine };
}
