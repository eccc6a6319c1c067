import { Button } from './button.tsx';

export interface DialogActionsProps {
  /** What the dialog does, as its button says it. */
  action: string;
  busy: boolean;
  disabled?: boolean;
  onAct(): void;
  onCancel(): void;
}

/** The foot of a dialog that does one thing: do it, or leave. */
export function DialogActions({ action, busy, disabled, onAct, onCancel }: DialogActionsProps) {
  return (
    <>
      <Button size="md" onClick={onCancel}>
        Cancel
      </Button>
      <Button
        size="md"
        variant="primary"
        busy={busy}
        {...(disabled === undefined ? {} : { disabled })}
        onClick={onAct}
      >
        {action}
      </Button>
    </>
  );
}
