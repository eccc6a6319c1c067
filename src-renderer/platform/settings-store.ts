import { create } from 'zustand';
import { Settings } from '#core/contract/system.ts';
import { engine, feed } from './client.ts';
import { LiveValue } from './live-value.ts';

/** The settings as the engine keeps them; the defaults until they have arrived. */
export const useSettings = create<Settings>(() => Settings.parse({}));

/** Keeps the store true. Answers its own undo. */
export function followSettings(onError: (error: unknown) => void): () => void {
  const live = new LiveValue<Settings>({
    read: (signal) => engine.settings.get({}, { signal }),
    apply: (old, event) => {
      if (event.type !== 'settings.changed') return old;
      const { type: _, ...settings } = event;
      return settings;
    },
    onError,
  });
  live.subscribe(() => live.value && useSettings.setState(live.value));
  return live.follow(feed);
}
