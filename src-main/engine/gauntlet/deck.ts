import type { z } from 'zod';
import type { Contract } from '#core/contract/index.ts';
import type { Target } from '#core/delivery/attempt.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { deckOf } from '#core/mutation/deck.ts';
import { type DeckEvent, deckEvent } from '#core/mutation/deck-event.ts';
import type { Mutation, UnsignedEvent } from '#core/mutation/mutation.ts';
import type { Provider } from '#core/providers/provider.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import type { EngineParts } from '../engine.ts';
import type { DeckSigning } from '../requests/bent-request.ts';
import { chooseSigning, namedScheme } from '../requests/choose-signing.ts';
import { composeRequest } from '../requests/compose-request.ts';
import { isLoopback } from '../requests/this-machine.ts';

export type DeckInput = z.output<Contract['gauntlet']['deck']['input']>;

/** A valid event, newly drawn. */
export interface DrawnEvent extends UnsignedEvent {
  eventId: string;
  eventType: string | null;
}

/** Where events of a deck come from: each a new one, the same for the same number. */
export interface EventSource {
  readonly provider: Provider;
  /** By which the provider's events are signed. */
  readonly scheme: Scheme;
  readonly seed: number;
  /** Null: events go out unsigned. */
  readonly signing: { scheme: Scheme; secret: string } | null;
  /** The event of this number, of another type where one is named. */
  event(number: number, eventType?: string): DrawnEvent;
  signingOf(event: DrawnEvent): DeckSigning;
  /** The event as a deck looks at it. */
  deckEvent(event: DrawnEvent): DeckEvent;
  mutations(event: DrawnEvent): Mutation[];
}

/** Where a deck goes that nobody sends: only its address shows, in signatures that cover it. */
const nowhere = { url: 'http://127.0.0.1:3000/webhooks', method: 'POST' };

/** Whole numbers that a seed can be. */
const seeds = 4_294_967_296;

type Parts = Pick<EngineParts, 'clock' | 'crypto' | 'history' | 'receiver' | 'vault'>;

/** Far enough apart that the events of two runs with neighbouring seeds are not the same. */
const drawSeed = (seed: number, number: number): number => (seed + Math.imul(number, 0x9e3779b1)) >>> 0;

/**
 * The events that an input describes, and what signs them. Throws as composing and choosing a signing do: provider_not_found,
 * event_type_not_found, invalid_input, secret_missing, …
 */
export function openEvents(
  parts: Parts,
  input: DeckInput,
  target: Pick<Target, 'url' | 'method'> = nowhere,
): EventSource {
  const provider = requireProvider(input.provider);
  const seed = input.seed ?? new DataView(parts.crypto.randomBytes(4).buffer).getUint32(0) % seeds;
  const chosen = chooseSigning(parts, {
    ...input,
    scheme: namedScheme(provider, input),
    providerScheme: provider.scheme,
    url: target.url,
  });
  const signing =
    chosen && chosen.scheme.kind !== 'none'
      ? {
          scheme: chosen.scheme,
          secret: 'secret' in chosen ? chosen.secret : parts.vault.open(chosen.secretRef),
        }
      : null;
  const scheme = signing?.scheme ?? provider.scheme;
  const deckLook = (event: DrawnEvent): DeckEvent =>
    deckEvent(event, { provider, scheme, eventType: event.eventType }, { seed, maxFields: input.maxFields });
  return {
    provider,
    scheme,
    seed,
    signing,
    event(number, eventType) {
      const { request, ...drawn } = composeRequest(
        parts,
        provider,
        {
          ...input,
          ...(eventType === undefined
            ? {}
            : { eventType, payload: undefined, body: undefined, bodyBase64: undefined }),
          live: input.live ?? true,
          drawSeed: drawSeed(input.drawSeed ?? seed, number),
        },
        target,
      );
      const { method, rawHeaders, body } = request;
      return { method, rawHeaders, body, ...drawn };
    },
    signingOf: ({ eventId }) => signing && { ...signing, eventId },
    deckEvent: deckLook,
    mutations: (event) => deckOf(deckLook(event)),
  };
}

/** The case of an id for an event. Throws invalid_input where it has none. */
export function caseOf(mutations: readonly Mutation[], caseId: string): Mutation {
  const found = mutations.find(({ id }) => id === caseId);
  if (found) return found;
  throw new TackleboxError(
    'invalid_input',
    `There is no case ${JSON.stringify(caseId)} for this event: gauntlet.deck lists those that there are.`,
  );
}

/** Refuses a target that is not on this machine, unless the caller says that it is theirs to test. */
export function requireOwnTarget(url: string, allowRemote: boolean): void {
  const { hostname } = new URL(url);
  if (allowRemote || isLoopback(hostname)) return;
  throw new TackleboxError(
    'target_not_ours',
    `${hostname} is not on this machine. Edge cases can disturb a service: allow it (allowRemote, or --allow-remote) where the target is yours to test.`,
  );
}
