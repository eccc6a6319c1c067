import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { feed } from './client.ts';
import { type LiveOptions, LiveValue } from './live-value.ts';
import { reportError } from './report-error.ts';

export interface Live<T> {
  value: T | null;
  problem: TackleboxError | null;
  /** Asks the engine again. */
  reload(): void;
}

/**
 * What the engine keeps, true for as long as the component is mounted. `key` names what is read: another key is another
 * value, null reads nothing. `options` is called once a key.
 */
export function useLive<T extends object>(
  key: string | null,
  options: () => Omit<LiveOptions<T>, 'onError'> & Partial<Pick<LiveOptions<T>, 'onError'>>,
): Live<T> {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the options
  const live = useMemo(() => new LiveValue<T>({ onError: reportError, ...options() }), [key]);
  useEffect(() => (key === null ? undefined : live.follow(feed)), [live, key]);
  useSyncExternalStore(live.subscribe, () => live.version);
  const reload = useCallback(() => live.read(), [live]);
  return { value: live.value, problem: live.problem, reload };
}
