import { create } from 'zustand';
import { Settings } from '#core/contract/system.ts';
import { engine, onEvent } from './client.ts';
import { useConnection } from './connection-store.ts';

/** The settings as the engine keeps them; the defaults until they have arrived. */
export const useSettings = create<Settings>(() => Settings.parse({}));

/** Keeps the store true. Answers its own undo. */
export function followSettings(onError: (error: unknown) => void): () => void {
  const reload = () =>
    void engine.settings
      .get({})
      .then((settings) => useSettings.setState(settings))
      .catch(onError);
  const undos = [
    onEvent('settings.changed', ({ type: _, ...settings }) => useSettings.setState(settings)),
    useConnection.subscribe((now, before) => {
      if (now.epoch !== before.epoch) reload();
    }),
  ];
  reload();
  return () => {
    for (const undo of undos) undo();
  };
}
