import { Button } from './button.tsx';

/** Under a form: save what changed, or take it back. */
export function SaveBar({
  dirty,
  saving,
  problem,
  onSave,
  onRevert,
}: {
  dirty: boolean;
  saving: boolean;
  problem?: string | null;
  onSave(): void;
  onRevert(): void;
}) {
  if (!dirty && !problem) return null;
  return (
    <div className="sticky bottom-0 -mx-4 mt-auto flex items-center gap-3 border-t bg-panel px-4 py-2.5">
      <span className={problem ? 'text-bad' : 'text-soft'} role={problem ? 'alert' : 'status'}>
        {problem ?? 'Not saved yet.'}
      </span>
      <Button className="ml-auto" onClick={onRevert} disabled={saving}>
        Revert
      </Button>
      <Button variant="primary" onClick={onSave} busy={saving} disabled={!dirty}>
        Save
      </Button>
    </div>
  );
}
