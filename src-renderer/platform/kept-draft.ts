import { useCallback, useEffect } from 'react';
import { create } from 'zustand';

interface Kept {
  draft: unknown;
  /** It was saved; shown until the engine has told what it made of it. */
  saved: boolean;
}

/** What was typed into forms and not saved, by form: it outlives a change of tab, of screen, of what is selected. */
const useDrafts = create<{ byForm: ReadonlyMap<string, Kept> }>(() => ({ byForm: new Map() }));

function keep(form: string, kept: Kept | null): void {
  useDrafts.setState(({ byForm }) => {
    const next = new Map(byForm);
    if (kept) next.set(form, kept);
    else next.delete(form);
    return { byForm: next };
  });
}

export interface KeptDraft<T> {
  draft: T;
  /** There is something to save. */
  dirty: boolean;
  change(draft: T): void;
  /** Takes back what was typed. */
  revert(): void;
  /** What was submitted is saved. What was typed since is kept; `shown` stands in its place otherwise. */
  settle(submitted: T, shown: T): void;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * A form's draft over what is saved. Without one, the form shows what is saved, also when that changes elsewhere. `written`
 * puts a draft as it would be saved, so that a form that says the same is not taken for a change.
 */
export function useKeptDraft<T>(
  form: string,
  saved: T,
  written: (draft: T) => unknown = (draft) => draft,
): KeptDraft<T> {
  const kept = useDrafts(({ byForm }) => byForm.get(form));
  const savedText = JSON.stringify(saved);
  // A draft is kept under its own form's name alone, so it is of the form's type.
  const draft = kept ? (kept.draft as T) : saved;
  // What was saved is told by the engine: from then on the form shows that.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `savedText` says when
  useEffect(() => {
    if (useDrafts.getState().byForm.get(form)?.saved) keep(form, null);
  }, [form, savedText]);
  return {
    draft,
    dirty: kept !== undefined && !kept.saved && !same(written(draft), written(saved)),
    change: useCallback((next) => keep(form, { draft: next, saved: false }), [form]),
    revert: useCallback(() => keep(form, null), [form]),
    settle: useCallback(
      (submitted, shown) => {
        const now = useDrafts.getState().byForm.get(form);
        if (!now || same(now.draft, submitted))
          keep(form, same(shown, saved) ? null : { draft: shown, saved: true });
      },
      [form, saved],
    ),
  };
}

/** Whether a form has something that is not saved, for a mark beside its name. */
export const useHasDraft = (form: string): boolean =>
  useDrafts(({ byForm }) => byForm.get(form)?.saved === false);
