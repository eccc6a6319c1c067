import { useState } from 'react';
import type { z } from 'zod';
import type { contract } from '#core/contract/index.ts';
import type { Endpoint } from '#core/delivery/endpoint.ts';
import { engine } from '#renderer/platform/client.ts';
import { type FieldProblems, fieldProblems, noProblems } from '#renderer/platform/field-problems.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { toast } from '#renderer/ui/toast.tsx';

type Change = Omit<z.input<typeof contract.endpoints.update.input>, 'webhookId'>;

/** Saves parts of an endpoint and answers what it is then; what was not accepted comes back by field. */
export function useSave(webhookId: string, paths: readonly string[]) {
  const [saving, setSaving] = useState(false);
  const [problems, setProblems] = useState<FieldProblems>(noProblems);

  const save = async (change: Change): Promise<Endpoint | null> => {
    setSaving(true);
    try {
      const saved = await engine.endpoints.update({ webhookId, ...change });
      setProblems(noProblems);
      toast({ kind: 'done', title: 'Saved' });
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
