import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { cx } from './cx.ts';

export interface DialogProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  title: string;
  description?: ReactNode;
  /** Buttons at the bottom right; the main one last. */
  footer?: ReactNode;
  /** `md` 520 px, `lg` 760 px. */
  width?: 'md' | 'lg';
  children?: ReactNode;
}

/** A window over the others; Esc closes it and focus goes back to where it was. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  footer,
  width = 'md',
  children,
}: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cx(
            'fixed top-[10vh] left-1/2 z-40 flex max-h-[80vh] w-[calc(100vw-32px)] -translate-x-1/2 flex-col rounded-lg border border-line-strong bg-panel',
            width === 'md' ? 'max-w-[520px]' : 'max-w-[760px]',
          )}
        >
          <div className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="grid gap-1">
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {description && (
                <Radix.Description asChild>
                  <div className="text-soft">{description}</div>
                </Radix.Description>
              )}
            </div>
            <Radix.Close
              aria-label="Close"
              className="-mr-1.5 ml-auto grid size-[26px] shrink-0 place-items-center rounded-md text-soft hover:bg-raised hover:text-text"
            >
              <X size={16} aria-hidden />
            </Radix.Close>
          </div>
          {children && <div className="min-h-0 overflow-y-auto px-5 pt-1 pb-4">{children}</div>}
          {footer && <div className="flex justify-end gap-2 border-t px-5 py-3">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface ConfirmProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  title: string;
  description: ReactNode;
  /** The verb on the button, such as `Delete 3 deliveries`. */
  action: string;
  onConfirm(): void;
}

/** Asks before something that can't be taken back. */
export function ConfirmDialog({ open, onOpenChange, title, description, action, onConfirm }: ConfirmProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={description}
      footer={
        <>
          <Button size="md" onClick={() => onOpenChange(false)}>
            Cancel
          </Button>
          <Button
            size="md"
            variant="danger"
            autoFocus
            onClick={() => {
              onOpenChange(false);
              onConfirm();
            }}
          >
            {action}
          </Button>
        </>
      }
    />
  );
}
