import type { Contract, Handlers } from '#core/contract/index.ts';
import type { Endpoint, Enforce } from '#core/delivery/endpoint.ts';
import { requireAuthMethod } from '#core/providers/auth-methods.ts';
import type { Provider } from '#core/providers/provider.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import { checkPlatform } from '#core/providers/subscription.ts';
import { tagOf } from '#core/providers/tags.ts';
import type { EngineParts } from '../engine.ts';
import type { EndpointRow } from '../history/endpoints-repo.ts';
import { newId } from '../history/ids.ts';
import { hostsOfThisMachine, rejectForwardLoop } from '../queue/forward-loop.ts';
import { dropForwards, releaseAll } from '../queue/hold.ts';
import { checkAnswerHeaders } from '../receiver/answers/check-answer.ts';
import { forwardRefs, keepForwardSecrets } from '../vault/forward-secrets.ts';
import { handshakeRefs, keepHandshake, maskedHandshake } from '../vault/handshake-secrets.ts';

/**
 * What a fresh endpoint checks. A generic one catches whatever comes, but not what claims a signature that does not hold;
 * one of a provider takes that provider's own requests alone.
 */
function enforceAtFirst(provider: Provider): Enforce {
  if (provider.scheme.kind === 'none') return 'never';
  return provider.id === 'generic' ? 'when-signed' : 'always';
}

type Choice = Partial<Pick<EndpointRow, 'tag' | 'auth' | 'dropRepeats' | 'subscription'>>;
type ChoiceInput = { [K in keyof Choice]: Choice[K] | undefined };

/** Throws invalid_input where something is chosen that the provider does not offer. */
function checkChoice(provider: Provider, { tag, auth, subscription }: ChoiceInput): void {
  if (tag) tagOf(provider, tag);
  if (auth) requireAuthMethod(provider, auth);
  checkPlatform(provider, subscription?.platform);
}

/** What a fresh endpoint takes of its provider. */
function choicesOf(provider: Provider, choice: ChoiceInput): Required<Choice> {
  checkChoice(provider, choice);
  return {
    tag: tagOf(provider, choice.tag ?? undefined),
    auth: choice.auth ?? null,
    dropRepeats: choice.dropRepeats ?? provider.dropsRepeats,
    subscription: choice.subscription ?? { eventTypes: [], platform: null },
  };
}

const iso = (ms: number): string => new Date(ms).toISOString();

export const endpointHandlers = (parts: EngineParts): Handlers<Contract['endpoints']> => {
  const { clock, events, history, vault, receiver } = parts;

  function shown(row: EndpointRow): Endpoint {
    const { createdAtMs, updatedAtMs, answerSetAtMs: _answerSetAtMs, ...rest } = row;
    const { deliveries, lastDeliveryAtMs } = history.endpoints.activity(row.webhookId);
    return {
      ...rest,
      handshake: maskedHandshake(row.handshake),
      ...receiver.urlsOf(row.webhookId),
      createdAt: iso(createdAtMs),
      updatedAt: iso(updatedAtMs),
      secretFingerprints: vault.fingerprints(row.webhookId, clock.nowMs()),
      deliveries,
      lastDeliveryAt: lastDeliveryAtMs === null ? null : iso(lastDeliveryAtMs),
    };
  }

  function announce(row: EndpointRow): Endpoint {
    const endpoint = shown(row);
    events.emit({ type: 'endpoint.changed', endpoint });
    return endpoint;
  }

  function change(webhookId: string, changed: Partial<EndpointRow>): Endpoint {
    const row = { ...history.endpoints.get(webhookId), ...changed, updatedAtMs: clock.nowMs() };
    history.endpoints.update(row);
    return announce(row);
  }

  return {
    create({ name, provider: providerId, createdBy, secret, enforce, handshake = {}, ...choice }) {
      const provider = requireProvider(providerId);
      const nowMs = clock.nowMs();
      const webhookId = newId('whk', nowMs);
      const signingSecret = secret ?? vault.generate(providerId);
      const row: EndpointRow = {
        webhookId,
        name,
        provider: providerId,
        active: true,
        createdBy,
        createdAtMs: nowMs,
        updatedAtMs: nowMs,
        scheme: null,
        enforce: enforce ?? enforceAtFirst(provider),
        answer: { kind: 'default' },
        answerSetAtMs: nowMs,
        forward: null,
        access: { allowFrom: [] },
        handshake: {},
        ...choicesOf(provider, choice),
      };
      history.transaction(() => {
        history.endpoints.insert({ ...row, handshake: keepHandshake(vault, handshake, {}) });
        vault.keep(signingSecret, { webhookId });
      });
      announce(row);
      const { url, httpsUrl } = receiver.urlsOf(webhookId);
      return {
        webhookId,
        url,
        ...(httpsUrl === null ? {} : { httpsUrl }),
        signingSecret,
        name,
        provider: providerId,
        active: true,
        createdAt: iso(nowMs),
      };
    },

    list: () => ({ webhooks: history.endpoints.list().map(shown) }),

    get: ({ webhookId }) => shown(history.endpoints.get(webhookId)),

    async update({ webhookId, provider, answer, forward, handshake, ...rest }) {
      if (answer) checkAnswerHeaders(answer);
      const ourHosts = forward ? await hostsOfThisMachine(forward) : new Set<string>();
      const row = history.endpoints.get(webhookId);
      if (forward) rejectForwardLoop(parts, row, forward, ourHosts);
      const becomes = provider === undefined || provider === row.provider ? null : requireProvider(provider);
      // Another provider signs in another way; what is accepted is the user's choice, and stays.
      const adopted = becomes
        ? { provider: becomes.id, scheme: null, handshake: {}, ...choicesOf(becomes, {}) }
        : {};
      checkChoice(becomes ?? requireProvider(row.provider), rest);
      const freed = [
        ...(forward === undefined ? [] : forwardRefs(row.forward)),
        ...(becomes || handshake ? handshakeRefs(row.handshake) : []),
      ];
      const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      const goesOn = row.forward?.paused === true && forward != null && !forward.paused;
      // What was held goes first, in its order: only then may what arrives go straight on.
      if (goesOn) await releaseAll(parts, webhookId);
      const changed = change(webhookId, {
        ...adopted,
        ...given,
        ...(forward === undefined
          ? {}
          : { forward: forward && keepForwardSecrets(forward, vault, row.forward) }),
        ...(handshake ? { handshake: keepHandshake(vault, handshake, becomes ? {} : row.handshake) } : {}),
        ...(answer ? { answer, answerSetAtMs: clock.nowMs() } : {}),
      });
      vault.forget(freed);
      if (goesOn) await releaseAll(parts, webhookId);
      return changed;
    },

    rotateSecret({ webhookId, overlapSeconds }) {
      const { provider } = history.endpoints.get(webhookId);
      const signingSecret = vault.rotate(webhookId, provider, overlapSeconds);
      change(webhookId, {});
      return { webhookId, signingSecret };
    },

    setSecret({ webhookId, secret }) {
      history.endpoints.get(webhookId);
      vault.replace(webhookId, secret);
      return change(webhookId, {});
    },

    async delete({ webhookId, deliveries }) {
      const row = history.endpoints.get(webhookId);
      dropForwards(parts, webhookId);
      history.transaction(() => {
        history.endpoints.remove(webhookId);
        vault.forgetEndpoint(webhookId);
        vault.forget([...forwardRefs(row.forward), ...handshakeRefs(row.handshake)]);
      });
      events.emit({ type: 'endpoint.deleted', webhookId });
      if (!deliveries) return { webhookId, deliveries: 0 };
      const count = await history.deliveries.deleteWhere({ webhookId }, clock.nowMs());
      if (count > 0) events.emit({ type: 'delivery.deleted', deliveryIds: [], count });
      return { webhookId, deliveries: count };
    },

    deactivate: ({ webhookId }) => change(webhookId, { active: false }),
    reactivate: ({ webhookId }) => change(webhookId, { active: true }),
  };
};
