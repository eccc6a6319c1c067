import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { defaultPolicy, oneAttempt } from '#core/providers/default-policy.ts';
import { providerById } from '#core/providers/registry.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import { RetryPolicy } from '#core/retry/policy.ts';
import { inputIssues } from '../engine/dispatch.ts';
import { list } from './inputs.ts';

/** A value of a file or flag, parsed by a schema. Throws invalid_json or invalid_input. */
export function parsed<T>(schema: z.ZodType<T>, text: string, what: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new TackleboxError(
      'invalid_json',
      `The ${what} is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = inputIssues(result.error);
  throw new TackleboxError('invalid_input', `The ${what}: ${issues[0]?.path}: ${issues[0]?.message}`, {
    details: { issues },
  });
}

/** A provider's name, a file of JSON, or JSON itself. */
export async function policyFrom(text: string): Promise<{ provider: string } | { policy: RetryPolicy }> {
  if (providerById(text)) return { provider: text };
  if (existsSync(text))
    return { policy: parsed(RetryPolicy, await readFile(text, 'utf8'), `policy in ${text}`) };
  if (text.trimStart().startsWith('{')) return { policy: parsed(RetryPolicy, text, 'policy') };
  throw new TackleboxError(
    'policy_invalid',
    `${JSON.stringify(text)} is neither a provider, nor a file, nor a policy as JSON.`,
  );
}

/** `--policy` where several may be named: each a list of providers, a file, or JSON. */
export async function policiesFrom(
  texts: readonly string[],
): Promise<({ provider: string } | { policy: RetryPolicy })[]> {
  const single = (text: string) => text.trimStart().startsWith('{') || existsSync(text);
  return Promise.all(texts.flatMap((text) => (single(text) ? [text] : list(text))).map(policyFrom));
}

/**
 * `--retry` of a send: `none` (one attempt), a number of attempts, or whose policy to take. What a number or `none` leaves open
 * (success, timeout, waits) is as the event's provider has it.
 */
export async function retryFrom(text: string, providerId: string): Promise<RetryPolicy> {
  const provider = requireProvider(providerId);
  const own = defaultPolicy(provider);
  if (text === 'none') return oneAttempt(provider);
  if (/^\d+$/.test(text)) return RetryPolicy.parse({ ...own, maxAttempts: Number(text) });
  const chosen = await policyFrom(text);
  return 'policy' in chosen ? chosen.policy : defaultPolicy(requireProvider(chosen.provider));
}
