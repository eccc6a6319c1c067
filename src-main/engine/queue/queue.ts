import type { QueueState } from '#core/contract/queue.ts';
import type { Attempt } from '#core/delivery/attempt.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { EngineParts } from '../engine.ts';
import type { FinishedAttempt, QueuedAttempt } from '../history/attempts/attempt-rows.ts';
import type { AttemptsRepo } from '../history/attempts/attempts-repo.ts';
import { maskAttempt } from '../masks/mask-attempt.ts';
import { attemptRequest, type MadeRequest } from '../requests/attempt-request.ts';
import { createSender, type Sender } from '../sender/sender.ts';
import { longestTimerMs } from '../sleep.ts';
import type { Enqueue } from './attempt-writes.ts';
import { createAttemptWrites } from './attempt-writes.ts';
import { watchClock } from './clock-watch.ts';
import { createDeliveryStates } from './delivery-states.ts';
import { createDownTargets } from './down-targets.ts';
import { createKeptBack } from './kept-back.ts';
import {
  bytesInFlight,
  clickConcurrency,
  clickLane,
  hangsAfterMs,
  laneKind,
  originLane,
  originOf,
  totalConcurrency,
} from './lanes.ts';
import { neverSent } from './never-sent.ts';
import { createTargetHealth } from './target-health.ts';
import { createTargetSwitches } from './target-switches.ts';
import { createWaiters } from './waiters.ts';

export interface Queue {
  /** Schedules the first attempt of a delivery; it begins at once unless the target is busy. */
  enqueue(attempt: Enqueue): Attempt;
  /** Keeps an attempt that is not to be made, with the reason, as one that failed. */
  addNeverSent(attempt: Enqueue, reason: unknown): void;
  /** Resolves when the attempt has ended. */
  ended(attemptId: string): Promise<Attempt>;
  status(): QueueState;
  /** Switches a target on again that its policy had switched off. False where it was not off. */
  switchOn(url: string): boolean;
  /** Begins no attempt until it is resumed, across restarts. What is under way goes on. */
  pause(): void;
  resume(): void;
  /** Makes the scheduled attempts of a delivery due at once. Answers how many. */
  runNow(deliveryId: string): number;
  /** Ends the scheduled and the running attempts of a delivery. Answers how many. */
  cancel(deliveryId: string): number;
  /** Lets a held attempt go, edits it or moves it; the delivery's state follows. */
  amend(attemptId: string, change: Parameters<AttemptsRepo['amend']>[1]): Attempt;
  /** Ends one scheduled attempt. */
  drop(attemptId: string): void;
  /** Takes up what an earlier run left. Without it only what is enqueued in this run is made. */
  start(): void;
  close(): Promise<void>;
}

/** What is under way may end before the engine does; then it is cut off, and the next start finds it interrupted. */
const closeGraceMs = 3_000;

/** A lane whose turn failed (a full disk, a bug) is tried again after this. */
const failedLaneMs = 5_000;

const pausedKey = 'queue.paused';

export interface QueueParts
  extends Omit<
    EngineParts,
    'queue' | 'receiver' | 'authority' | 'hostIdentities' | 'files' | 'transfers' | 'sender'
  > {
  /** Where retries' jitter comes from. */
  random?: () => number;
  sender?: Sender;
  /** Told of what should never happen, such as a database that no longer takes writes. */
  onBug?: (error: unknown, where: string) => void;
}

interface Running {
  attempt: QueuedAttempt;
  origin: string;
  bodyBytes: number;
  /** On the monotonic clock. */
  beganMs: number;
  controller: AbortController;
  done: Promise<void>;
}

const notFound = (attemptId: string) =>
  new TackleboxError('attempt_not_found', `There is no attempt ${attemptId}. It may have been deleted.`);

/** A delivery may be deleted while an attempt of it is under way: then there is nothing to write down. */
const wasDeleted = (error: unknown): boolean => error instanceof TackleboxError && error.kind === 'not_found';

const endedStates = new Set<Attempt['state']>(['succeeded', 'failed', 'cancelled']);

/**
 * The queue of attempts. It lives in the history: an attempt is kept before it is made and marked before its socket
 * opens, and its successor is kept by the transaction that ends it. So nothing is lost, and nothing happens twice
 * unseen, whenever the engine stops.
 */
export function createQueue(parts: QueueParts): Queue {
  const { history, clock } = parts;
  const sender = parts.sender ?? createSender();
  const onBug = parts.onBug ?? ((error: unknown) => console.error(error));
  const running = new Map<string, Running>();
  const waiters = createWaiters();
  /** Lanes that may have scheduled attempts, in the order in which they get their turn. */
  const lanes = new Set<string>();
  const down = createDownTargets({
    onChange: () => tellStatus(),
    onTry: () => askForTurn(),
  });
  const states = createDeliveryStates(parts, down.has);
  const health = createTargetHealth(parts.events);
  const switches = createTargetSwitches({ history, clock, onChange: () => tellStatus() });
  const keptBack = createKeptBack();
  const writes = createAttemptWrites({
    history,
    clock,
    states,
    down,
    switches,
    keptBack,
    random: parts.random,
  });
  let paused = history.settings.get(pausedKey) === true;
  let open = true;
  const watch = watchClock(clock, onClockJump);
  let turn: ReturnType<typeof setImmediate> | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const status = (): QueueState => ({
    paused,
    running: running.size,
    down: down.list(),
    switchedOff: switches.list(),
  });
  const tellStatus = (): void => parts.events.emit({ type: 'queue.changed', ...status() });

  function askForTurn(): void {
    if (open) turn ??= setImmediate(takeTurn);
  }

  /** After sleep what is overdue goes at once; a clock that was set back takes what is scheduled with it. */
  function onClockJump(byMs: number, nowMs: number): void {
    try {
      if (byMs < 0) history.attempts.shiftScheduled(nowMs, byMs);
    } catch (error) {
      onBug(error, 'queue.clock');
    }
    if (byMs > 0) keptBack.noteAll('stopped', nowMs);
    askForTurn();
  }

  /** Begins all that is due and has room, then sets the one timer for what is due next. */
  function takeTurn(): void {
    turn = null;
    if (timer) clearTimeout(timer);
    timer = null;
    if (!open || paused) return;
    try {
      const nowMs = clock.nowMs();
      let nextMs = Number.POSITIVE_INFINITY;
      for (const lane of [...lanes]) nextMs = Math.min(nextMs, serveAlone(lane, nowMs));
      if (nextMs !== Number.POSITIVE_INFINITY) {
        timer = setTimeout(takeTurn, Math.min(longestTimerMs, Math.max(1, Math.ceil(nextMs - nowMs))));
      }
    } catch (error) {
      onBug(error, 'queue.turn');
    }
  }

  const runningTo = (origin: string) => [...running.values()].filter((one) => one.origin === origin).length;
  const bytesRunning = () => [...running.values()].reduce((sum, { bodyBytes }) => sum + bodyBytes, 0);

  /** Attempts at a time to one target: a webhook sender that opens more is a load test. */
  const perTarget = (): number => parts.settings.get().targetConcurrency;

  /** Whether one more attempt has room. What makes room asks for a turn. */
  function hasRoom({ target, lane }: QueuedAttempt): boolean {
    const origin = originOf(target.url);
    if (bytesRunning() >= bytesInFlight) return false;
    if (laneKind(lane) === 'click') {
      const young = [...running.values()].filter((one) => one.origin === origin && !hangs(one)).length;
      return running.size < totalConcurrency + clickConcurrency && young < perTarget();
    }
    // While it is found out whether a target takes anything again, one attempt does that.
    const most = down.has(origin) ? 1 : perTarget();
    return running.size < totalConcurrency && runningTo(origin) < most;
  }

  const hangs = ({ beganMs }: Running): boolean => performance.now() - beganMs >= hangsAfterMs;

  /** When the next running attempt counts as hanging, so that a click may begin beside it. */
  function nextHangMs(nowMs: number): number {
    const young = [...running.values()].filter((one) => !hangs(one)).map(({ beganMs }) => beganMs);
    return young.length === 0
      ? nowMs + hangsAfterMs
      : nowMs + Math.min(...young) + hangsAfterMs - performance.now();
  }

  /** A lane that fails keeps no other from its turn. */
  function serveAlone(lane: string, nowMs: number): number {
    try {
      return serve(lane, nowMs);
    } catch (error) {
      onBug(error, 'queue.lane');
      return nowMs + failedLaneMs;
    }
  }

  /** Gives a lane its turn. Answers when it is due again; Infinity where something else will ask for a turn. */
  function serve(lane: string, nowMs: number): number {
    const kind = laneKind(lane);
    const ordered = kind === 'ordered';
    if (kind === 'held') return Number.POSITIVE_INFINITY;
    if (ordered && [...running.values()].some(({ attempt }) => attempt.lane === lane)) {
      keptBack.note(lane, 'rate', nowMs);
      return Number.POSITIVE_INFINITY;
    }
    const waiting = history.attempts.scheduledIn(
      lane,
      ordered ? 'position' : 'time',
      ordered ? 1 : perTarget() + 1,
    );
    if (waiting.length === 0) {
      lanes.delete(lane);
      keptBack.forget(lane);
    }
    for (const attempt of waiting) {
      if (attempt.scheduledAtMs > nowMs) return attempt.scheduledAtMs;
      const off = switches.whyOff(attempt.target.url, attempt.plan.policy);
      if (off !== null) {
        writes.endSwitchedOff(attempt, off);
        const ended = history.attempts.find(attempt.attemptId);
        if (ended) waiters.ended(ended);
        askForTurn();
        continue;
      }
      const isDown = attempt.plan.retain && down.has(originOf(attempt.target.url));
      if (isDown) keptBack.note(lane, 'retained', nowMs);
      if (isDown && down.blocks(originOf(attempt.target.url))) return Number.POSITIVE_INFINITY;
      if (!hasRoom(attempt)) {
        keptBack.note(lane, isDown ? 'retained' : 'rate', nowMs);
        // The others' turn comes first next time.
        lanes.delete(lane);
        lanes.add(lane);
        return kind === 'click' ? nextHangMs(nowMs) : Number.POSITIVE_INFINITY;
      }
      run(attempt);
    }
    return Number.POSITIVE_INFINITY;
  }

  function run(scheduled: QueuedAttempt): void {
    const begun = writes.begin(scheduled);
    if (!begun) return;
    const { attempt, bodyBytes } = begun;
    const { attemptId, target } = attempt;
    const controller = new AbortController();
    const one: Running = {
      attempt,
      origin: originOf(target.url),
      bodyBytes,
      beganMs: performance.now(),
      controller,
      done: Promise.resolve(),
    };
    running.set(attemptId, one);
    one.done = make(attempt, controller.signal)
      .then((finished) => {
        // Cut off by close(): the next start finds it as it is.
        if (!open && controller.signal.aborted) return;
        const ended = writes.settle(attempt, finished);
        health.record(one.origin, ended);
        if (down.has(one.origin)) markRetained(attempt.lane);
        waiters.ended(ended);
      })
      .catch((error: unknown) => {
        if (!wasDeleted(error)) onBug(error, 'queue.settle');
        waiters.failed(attemptId, error);
      })
      .finally(() => {
        running.delete(attemptId);
        lanes.add(attempt.lane);
        // The retry of a click stands in line like any other.
        lanes.add(originLane(target.url));
        askForTurn();
      });
  }

  async function make(attempt: QueuedAttempt, signal: AbortSignal): Promise<FinishedAttempt> {
    let made: MadeRequest;
    try {
      made = attemptRequest(parts, attempt);
    } catch (error) {
      return neverSent(attempt, error);
    }
    const timeoutMs = attempt.target.timeoutMs ?? attempt.plan.policy?.timeoutMs;
    const { request, secrets } = made;
    const target = timeoutMs === undefined ? request.target : { ...request.target, timeoutMs };
    return maskAttempt(await sender.send({ ...request, target, signal }), secrets);
  }

  /** The next ones in line of a target that has just gone down say so, as far as anybody looks. */
  function markRetained(lane: string): void {
    for (const { deliveryId } of history.attempts.scheduledIn(lane, 'position', 1000)) {
      if (history.deliveries.get(deliveryId).summary.state !== 'retained') {
        states.announce(states.update(deliveryId));
      }
    }
  }

  function cancelScheduled(scheduled: readonly QueuedAttempt[]): void {
    writes.cancel(scheduled);
    for (const { attemptId } of scheduled) {
      const ended = history.attempts.find(attemptId);
      if (ended) waiters.ended(ended);
    }
    askForTurn();
  }

  function scheduledOf(deliveryId: string): QueuedAttempt[] {
    return history.attempts.queuedOf(deliveryId).filter(({ state }) => state === 'scheduled');
  }

  return {
    enqueue(attempt) {
      const added = writes.add(attempt);
      const queued = history.attempts.queued(added.attemptId);
      if (queued) lanes.add(queued.lane);
      askForTurn();
      return added;
    },

    addNeverSent: writes.addNeverSent,

    async ended(attemptId) {
      const attempt = history.attempts.find(attemptId);
      if (!attempt) throw notFound(attemptId);
      return endedStates.has(attempt.state) ? attempt : waiters.wait(attemptId);
    },

    status,

    switchOn(url) {
      const wasOff = switches.switchOn(url);
      askForTurn();
      return wasOff;
    },

    pause() {
      paused = true;
      history.settings.set(pausedKey, true);
      tellStatus();
    },

    resume() {
      paused = false;
      history.settings.set(pausedKey, false);
      keptBack.noteAll('paused', clock.nowMs());
      tellStatus();
      askForTurn();
    },

    runNow(deliveryId) {
      const scheduled = scheduledOf(deliveryId).filter(({ lane }) => laneKind(lane) !== 'held');
      for (const { attemptId, number, plan, reason, lane, target } of scheduled) {
        const retried = reason === 'retry' || number > plan.firstNumber;
        if (laneKind(lane) !== 'ordered') lanes.add(clickLane(target.url));
        writes.amend(attemptId, {
          ...(laneKind(lane) === 'ordered' ? {} : { lane: clickLane(target.url) }),
          scheduledAtMs: clock.nowMs(),
          ...(retried && reason !== 'forward' ? { reason: 'retry-now' } : {}),
        });
      }
      if (scheduled.some(({ plan }) => plan.retain)) down.tryNow();
      for (const { lane } of scheduled) lanes.add(lane);
      askForTurn();
      return scheduled.length;
    },

    cancel(deliveryId) {
      const scheduled = scheduledOf(deliveryId);
      cancelScheduled(scheduled);
      const active = [...running.values()].filter(({ attempt }) => attempt.deliveryId === deliveryId);
      for (const { controller } of active) controller.abort();
      return scheduled.length + active.length;
    },

    amend(attemptId, change) {
      const attempt = writes.amend(attemptId, change);
      const queued = history.attempts.queued(attemptId);
      if (queued) lanes.add(queued.lane);
      askForTurn();
      return attempt;
    },

    drop(attemptId) {
      const queued = history.attempts.queued(attemptId);
      if (!queued) throw notFound(attemptId);
      cancelScheduled([queued]);
    },

    start() {
      writes.closeInterrupted();
      keptBack.noteAll('stopped', clock.nowMs());
      for (const lane of history.attempts.lanes()) lanes.add(lane);
      askForTurn();
    },

    async close() {
      open = false;
      watch.close();
      if (timer) clearTimeout(timer);
      if (turn) clearImmediate(turn);
      down.close();
      const all = Promise.all([...running.values()].map(({ done }) => done));
      const grace = setTimeout(() => {
        for (const { controller } of running.values()) controller.abort();
      }, closeGraceMs);
      await all;
      clearTimeout(grace);
      waiters.failAll(
        new TackleboxError('cancelled', 'Tacklebox is closing; the attempt goes on at the next start.'),
      );
    },
  };
}
