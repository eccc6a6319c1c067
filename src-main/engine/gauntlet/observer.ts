import type { ObserverInput } from '#core/contract/gauntlet.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { Json } from '#core/json/value.ts';
import { valueAt } from '#core/signing/schemes/locate.ts';
import type { History } from '../history/open-history.ts';

/** Reads how often a handler has done its work. */
export interface Observer {
  /** For people: where it looks. */
  readonly description: string;
  /** @throws observer_failed with what was asked and what came */
  count(): Promise<number>;
}

/** A counter is a line; what takes longer holds the whole run up. */
const askTimeoutMs = 5000;

/** What a counter may answer at most. */
const maxAnswerCharacters = 65_536;

const failure = (url: string, why: string): TackleboxError =>
  new TackleboxError('observer_failed', `The observer ${url} can't be read: ${why}.`);

const reason = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
};

/** Asks an address with a bound of time; the body of a 2xx as text. Throws observer_failed. */
export async function ask(url: string, method: 'GET' | 'POST', timeoutMs = askTimeoutMs): Promise<string> {
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(url, { method, signal: AbortSignal.timeout(timeoutMs) });
    text = await answer.text();
  } catch (error) {
    throw failure(url, reason(error));
  }
  if (!answer.ok)
    throw failure(url, `it answered ${answer.status}${text === '' ? '' : `: ${text.slice(0, 300)}`}`);
  return text.slice(0, maxAnswerCharacters);
}

/** The number in an answer: all of it, or at a pointer of its JSON. Throws observer_failed. */
export function numberIn(text: string, url: string, pointer?: string): number {
  let value: Json;
  try {
    value = Json.parse(JSON.parse(text));
  } catch {
    throw failure(url, `its answer is no number: ${text.slice(0, 100)}`);
  }
  const isBare = pointer === undefined && typeof value !== 'object';
  const found = isBare ? value : valueAt(value, pointer ?? '/count');
  const number = typeof found === 'string' ? Number(found) : found;
  if (typeof number !== 'number' || !Number.isFinite(number)) {
    throw failure(url, `there is no number at ${JSON.stringify(pointer ?? '/count')} of its answer`);
  }
  return number;
}

/** An observer as it was named. Throws endpoint_not_found. */
export function createObserver(input: ObserverInput, history: Pick<History, 'endpoints'>): Observer {
  if ('webhookId' in input) {
    const { name } = history.endpoints.get(input.webhookId);
    return {
      description: `what the endpoint "${name}" catches`,
      count: async () => history.endpoints.activity(input.webhookId).deliveries,
    };
  }
  const { url, pointer } = input;
  return {
    description: `the counter at ${url}`,
    count: async () => numberIn(await ask(url, 'GET'), url, pointer),
  };
}
