import type { z } from 'zod';
import type { contract } from '#core/contract/index.ts';
import { defaultPolicy, oneAttempt } from '#core/providers/default-policy.ts';
import type { Provider } from '#core/providers/provider.ts';
import type { RetryPolicy } from '#core/retry/policy.ts';
import { fieldsOf } from '#core/signing/schemes/fields.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import { type SecretChoice, secretInput } from '#renderer/webhook/signature/secret-choice.ts';
import type { Draft } from './draft.ts';

export type SendInput = z.input<typeof contract.deliveries.send.input>;

/** The address as it is meant: `localhost:3000/hooks` is http. */
export function completeUrl(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
}

/** What is wrong with an address, or null. */
export function urlProblem(text: string): string | null {
  if (text.trim() === '') return 'Say where to send it: an address, or one of your endpoints.';
  try {
    const { protocol } = new URL(completeUrl(text));
    return protocol === 'http:' || protocol === 'https:'
      ? null
      : 'An address begins with http:// or https://.';
  } catch {
    return 'This is no address. One looks like http://localhost:3000/webhooks.';
  }
}

const policyOf = (draft: Draft, provider: Provider): RetryPolicy | null => {
  const policies = {
    default: null,
    none: { ...oneAttempt(provider), ...(draft.timeoutMs === null ? {} : { timeoutMs: draft.timeoutMs }) },
    provider: provider.delivery.retryPolicy,
    hint: provider.delivery.simulationHint,
    custom: draft.customPolicy,
  };
  return policies[draft.policyChoice];
};

/** Whether what fails is tried again. */
export const isRetried = (draft: Draft, provider: Provider): boolean =>
  (policyOf(draft, provider) ?? defaultPolicy(provider)).maxAttempts !== 1;

/** Values for the fields that this scheme has; those of another provider's scheme stay in the draft. */
function givenFields(draft: Draft, scheme: Scheme): Pick<SendInput, 'fields'> {
  const given = fieldsOf(scheme).flatMap(({ name }): [string, string][] => {
    const value = draft.fields[name]?.trim();
    return value ? [[name, value]] : [];
  });
  return given.length === 0 ? {} : { fields: Object.fromEntries(given) };
}

/** What of a send is not in the draft itself. `body` has its variables filled in. */
export interface GivenBeside {
  scheme: Scheme;
  secret: SecretChoice;
  body: string;
}

/** A draft's event and target as the engine takes them. */
export function eventInput(
  draft: Draft,
  given: GivenBeside,
): Omit<SendInput, 'retryPolicy' | 'seed' | 'wait'> {
  return {
    provider: draft.provider,
    ...(draft.eventType ? { eventType: draft.eventType } : {}),
    ...(draft.platform ? { platform: draft.platform } : {}),
    ...(draft.tag ? { tag: draft.tag } : {}),
    body: given.body,
    live: draft.live,
    headers: draft.headers.filter(([name]) => name !== ''),
    target: {
      url: completeUrl(draft.url),
      method: draft.method,
      followRedirects: draft.followRedirects,
      insecureTls: draft.insecureTls,
    },
    ...secretInput(given.secret),
    ...(draft.auth ? { scheme: given.scheme } : {}),
    ...givenFields(draft, given.scheme),
  };
}

/** A draft as the engine takes it to be sent. */
export function sendInput(draft: Draft, given: GivenBeside & { provider: Provider }): SendInput {
  const retryPolicy = policyOf(draft, given.provider);
  return { ...eventInput(draft, given), ...(retryPolicy ? { retryPolicy } : {}) };
}
