import type { z } from 'zod';
import { equalBytes, toBase64, utf8, utf8Text } from '#core/bytes/encoding.ts';
import type { Contract } from '#core/contract/index.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { Json } from '#core/json/value.ts';
import { minimiseDifference } from '#core/mutation/minimise/minimise-difference.ts';
import { type MinimisedJson, minimiseJson } from '#core/mutation/minimise/minimise-json.ts';
import { FlakyAnswer, smallestFailing } from '#core/mutation/minimise/smallest-failing.ts';
import { statusIn } from '#core/retry/status-set.ts';
import type { EngineParts } from '../engine.ts';
import { composeRequest } from '../requests/compose-request.ts';
import { givenBody } from '../requests/request-edit.ts';
import { signForTarget } from '../requests/sign-request.ts';
import { sleep } from '../sleep.ts';
import { type EventSource, openEvents } from './deck.ts';

type Minimise = Contract['gauntlet']['minimise'];
type Input = z.output<Minimise['input']>;
type Output = z.output<Minimise['output']>;
type Failure = NonNullable<Output['failure']>;

/** Requests ran out. */
class Bounded extends Error {}

/** How long a handler that a try has ended may take to come back, and how often it is looked for. */
const comeBackMs = 3000;
const comeBackEveryMs = 100;

/** As often as the same payload is sent before its answer is believed. */
const confirmations = 2;

const defaultTimeoutMs = 10_000;

/** Of a body that is no JSON: bytes are tried one by one up to here, in groups beyond. */
const mostByteUnits = 4096;

const jsonIn = (body: Uint8Array): Json | undefined => {
  const text = utf8Text(body);
  if (text === null) return undefined;
  try {
    const value: Json = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

type Parts = Pick<EngineParts, 'clock' | 'crypto' | 'events' | 'history' | 'receiver' | 'sender' | 'vault'>;

/** Sends candidates, each a new event signed anew, and tells how they failed. */
class Tries {
  requests = 0;
  /** The smallest body so far that fails. */
  smallest: Uint8Array;
  private readonly known = new Map<string, boolean>();
  private readonly source: EventSource;
  private drawn = 0;
  live = true;

  private readonly parts: Parts;
  private readonly input: Input;
  private readonly signal: AbortSignal;

  constructor(parts: Parts, input: Input, body: Uint8Array, signal: AbortSignal) {
    this.parts = parts;
    this.input = input;
    this.signal = signal;
    this.smallest = body;
    this.source = openEvents(parts, { ...input, maxFields: 0 }, input.target);
  }

  /** How the target fails a body; null where it takes it. Throws Bounded, cancelled, target_invalid. */
  async failure(body: Uint8Array): Promise<Failure | null> {
    if (this.requests >= this.input.maxRequests) throw new Bounded();
    const failure = await this.send(body);
    if (failure !== 'refused') return failure;
    const until = performance.now() + comeBackMs;
    while (performance.now() < until) {
      await sleep(comeBackEveryMs, this.signal).catch(() => undefined);
      const again = await this.send(body);
      if (again !== 'refused') return again;
    }
    throw new TackleboxError(
      'target_invalid',
      `Nothing listens at ${this.input.target.url}. Where a payload ends the handler, let something start it again after each try.`,
    );
  }

  private async send(body: Uint8Array): Promise<Failure | null> {
    const { parts, input, source } = this;
    const { target } = input;
    const { delivery } = source.provider;
    this.drawn++;
    const { request, eventId } = composeRequest(
      parts,
      source.provider,
      {
        ...input,
        payload: undefined,
        body: undefined,
        bodyBase64: toBase64(body),
        // Bytes that are no text would not survive being made live.
        live: this.live && utf8Text(body) !== null,
        drawSeed: (source.seed + this.drawn) >>> 0,
      },
      target,
    );
    const signed = signForTarget(
      parts.crypto,
      {
        target: { ...target, timeoutMs: target.timeoutMs ?? delivery.timeoutMs ?? defaultTimeoutMs },
        ...request,
      },
      source.signing && { ...source.signing, eventId, nowMs: parts.clock.nowMs() },
    );
    this.requests++;
    const { outcome } = await parts.sender.send({ ...signed.request, signal: this.signal });
    if (this.signal.aborted) throw new TackleboxError('cancelled', 'The search was cancelled.');
    const { searchId } = input;
    if (searchId !== undefined) {
      const bytes = this.smallest.length;
      parts.events.emit({ type: 'gauntlet.minimising', searchId, requests: this.requests, bytes });
    }
    if (outcome.kind === 'failed') return outcome.code;
    return statusIn(delivery.success, outcome.status) ? null : outcome.status;
  }

  /** Whether a body fails in the same way as the first did; what was tried is remembered. */
  async stillFails(body: Uint8Array, wanted: Failure): Promise<boolean> {
    const key = Buffer.from(body).toString('latin1');
    const known = this.known.get(key);
    if (known !== undefined) return known;
    let fails: boolean;
    try {
      fails = (await this.failure(body)) === wanted;
    } catch (error) {
      // A scheme that signs a part of the body can't sign a body without it.
      if (!(error instanceof TackleboxError) || error.code !== 'scheme_cannot_sign') throw error;
      fails = false;
    }
    this.known.set(key, fails);
    if (fails && body.length <= this.smallest.length) this.smallest = body;
    return fails;
  }
}

/** Of bytes that are no JSON: those that have to stay. */
async function minimiseBytes(
  body: Uint8Array,
  fails: (body: Uint8Array) => Promise<boolean>,
): Promise<Uint8Array> {
  const unit = Math.max(1, Math.ceil(body.length / mostByteUnits));
  const units = Math.ceil(body.length / unit);
  const of = (places: readonly number[]) =>
    Buffer.concat(places.map((at) => body.subarray(at * unit, (at + 1) * unit)));
  return of(await smallestFailing(units, (places) => fails(of(places))));
}

const named = (failure: Failure): string => (typeof failure === 'number' ? `answer ${failure}` : failure);

/**
 * The smallest body that a target still fails in the same way. Answers that change for the same body are noticed and said.
 *
 * @throws invalid_input where no body is given, target_invalid where nothing listens, cancelled
 */
export async function minimise(parts: Parts, input: Input, signal: AbortSignal): Promise<Output> {
  const body =
    givenBody(input) ?? (input.payload === undefined ? undefined : utf8(JSON.stringify(input.payload)));
  if (body === undefined) {
    throw new TackleboxError('invalid_input', 'Give the payload (or body) that fails.');
  }
  const tries = new Tries(parts, input, body, signal);
  const output = (
    state: Output['state'],
    failure: Failure | null,
    essential: string[],
    explanation: string,
  ): Output => ({
    state,
    failure,
    bodyBase64: toBase64(tries.smallest),
    body: utf8Text(tries.smallest),
    bytesBefore: body.length,
    bytesAfter: tries.smallest.length,
    essential,
    requests: tries.requests,
    explanation,
  });
  const flaky = (failure: Failure | null) =>
    output(
      'flaky',
      failure,
      [],
      'The same payload failed once and passed once. Look for what else decides: order, time, other requests, chance.',
    );
  let failure = await tries.failure(body);
  if (failure === null) {
    // What fails may be the ids and times as they were typed.
    tries.live = false;
    failure = await tries.failure(body);
  }
  if (failure === null) {
    return output('not_failing', null, [], 'The target takes this payload: there is nothing to look for.');
  }
  const wanted = failure;
  if (input.passing !== undefined && (await tries.failure(utf8(JSON.stringify(input.passing)))) === wanted) {
    throw new TackleboxError(
      'invalid_input',
      `The passing payload fails in the same way (${named(wanted)}).`,
    );
  }
  let found: MinimisedJson | null = null;
  try {
    for (let again = 1; again < confirmations; again++) {
      if ((await tries.failure(body)) !== wanted) return flaky(wanted);
    }
    const json = jsonIn(body);
    const fails = (candidate: Uint8Array) => tries.stillFails(candidate, wanted);
    const failsAsJson = (candidate: Json) => fails(utf8(JSON.stringify(candidate)));
    if (json !== undefined && (await failsAsJson(json))) {
      found =
        input.passing === undefined
          ? await minimiseJson(json, failsAsJson)
          : await minimiseDifference(input.passing, json, failsAsJson);
      tries.smallest = utf8(JSON.stringify(found.payload));
    } else {
      tries.smallest = await minimiseBytes(body, fails);
    }
    if ((await tries.failure(tries.smallest)) !== wanted) return flaky(wanted);
  } catch (error) {
    if (error instanceof FlakyAnswer) return flaky(wanted);
    if (!(error instanceof Bounded)) throw error;
    return output(
      'bounded',
      wanted,
      found?.essential ?? [],
      `After ${tries.requests} requests the smallest payload that still fails (${named(wanted)}) has ${tries.smallest.length} bytes.`,
    );
  }
  const places = found?.essential ?? [];
  const where =
    places.length === 0 ? '' : ` What matters: ${places.map((place) => place || 'the whole').join(', ')}.`;
  const same = equalBytes(body, tries.smallest) ? 'Nothing can be left out.' : '';
  return output(
    'minimal',
    wanted,
    places,
    `${tries.smallest.length} of ${body.length} bytes are enough for the same failure (${named(wanted)}), found with ${tries.requests} requests.${where}${same}`,
  );
}
