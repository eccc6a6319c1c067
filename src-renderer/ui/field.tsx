import { createContext, type ReactNode, useContext, useId } from 'react';
import { cx } from './cx.ts';

interface FieldIds {
  id?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
}

const FieldContext = createContext<FieldIds>({});

/** What an input inside a Field must carry, so that label, hint and error belong to it. */
export const useField = (): FieldIds => useContext(FieldContext);

export interface FieldProps {
  label: string;
  /** Said before anything is wrong. */
  hint?: ReactNode;
  /** Said in place of the hint. */
  error?: string | null | undefined;
  /** Beside the label, at the right. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A labelled input with its hint or its error. */
export function Field({ label, hint, error, aside, className, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error || hint;
  return (
    <div className={cx('grid content-start gap-1', className)}>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-xs font-semibold text-soft">
          {label}
        </label>
        {aside && <span className="text-xs text-faint">{aside}</span>}
      </div>
      <FieldContext
        value={{
          id,
          ...(note ? { 'aria-describedby': noteId } : {}),
          ...(error ? { 'aria-invalid': true as const } : {}),
        }}
      >
        {children}
      </FieldContext>
      {note && (
        <div
          id={noteId}
          className={cx('text-xs', error ? 'text-bad' : 'text-faint')}
          role={error ? 'alert' : undefined}
        >
          {note}
        </div>
      )}
    </div>
  );
}
