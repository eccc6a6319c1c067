import { Settings, SettingsChange } from '#core/contract/system.ts';
import type { EventBus } from './events.ts';
import type { SettingsRepo } from './history/settings-repo.ts';

export interface SettingsStore {
  get(): Settings;
  update(change: Partial<Settings>): Settings;
  onChange(listener: (settings: Settings) => void): () => void;
}

const settingsKey = 'settings';

/** Stored settings that this version can't read give way to the defaults, one by one: a bad value costs no other. */
function readSettings(stored: unknown): Settings {
  const whole = Settings.safeParse(stored ?? {});
  if (whole.success) return whole.data;
  const entries = Object.entries(typeof stored === 'object' && stored !== null ? stored : {});
  const good = entries.filter(([key, value]) => SettingsChange.safeParse({ [key]: value }).success);
  return Settings.parse(Object.fromEntries(good));
}

/** The user's settings, kept in the history's file. */
export function createSettingsStore(repo: SettingsRepo, events: EventBus): SettingsStore {
  const listeners = new Set<(settings: Settings) => void>();
  let current = readSettings(repo.get(settingsKey));
  return {
    get: () => current,
    update(change) {
      const named = Object.entries(change).filter(([, value]) => value !== undefined);
      current = Settings.parse({ ...current, ...Object.fromEntries(named) });
      repo.set(settingsKey, current);
      for (const listener of listeners) listener(current);
      events.emit({ type: 'settings.changed', ...current });
      return current;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
