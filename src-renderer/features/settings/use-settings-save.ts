import { useState } from 'react';
import type { z } from 'zod';
import type { contract } from '#core/contract/index.ts';
import type { Settings } from '#core/contract/system.ts';
import { engine } from '#renderer/platform/client.ts';
import { type FieldProblems, fieldProblems, noProblems } from '#renderer/platform/field-problems.ts';
import { reportError } from '#renderer/platform/report-error.ts';

export type SettingsChange = z.input<typeof contract.settings.update.input>;

/** Saves settings and answers them; the store hears of it from the engine. What was not accepted comes back by field. */
export function useSettingsSave(paths: readonly string[]) {
  const [saving, setSaving] = useState(false);
  const [problems, setProblems] = useState<FieldProblems>(noProblems);
  const save = async (change: SettingsChange): Promise<Settings | null> => {
    setSaving(true);
    try {
      const saved = await engine.settings.update(change);
      setProblems(noProblems);
      return saved;
    } catch (error) {
      const found = fieldProblems(error, paths);
      if (found) setProblems(found);
      else reportError(error);
      return null;
    } finally {
      setSaving(false);
    }
  };
  return { save, saving, problems, clear: () => setProblems(noProblems) };
}
