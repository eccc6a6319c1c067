import type { LucideIcon } from 'lucide-react';
import type { ComponentPropsWithRef } from 'react';
import { cx } from './cx.ts';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children'> {
  icon: LucideIcon;
  /** Its name, for the tooltip and for screen readers. */
  label: string;
  keys?: string;
  /** Pressed state of a toggle. */
  pressed?: boolean;
  side?: 'top' | 'right' | 'bottom' | 'left';
}

/** A button that is an icon; its name is in the tooltip. */
export function IconButton({ icon: Icon, label, keys, pressed, side, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys} side={side}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        className={cx(
          'inline-grid size-[26px] shrink-0 place-items-center rounded-md transition-colors hover:bg-raised disabled:opacity-50',
          pressed ? 'text-accent' : 'text-soft hover:text-text',
          className,
        )}
        {...rest}
      >
        <Icon size={16} aria-hidden />
      </button>
    </Tooltip>
  );
}
