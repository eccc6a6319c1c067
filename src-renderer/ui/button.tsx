import { LoaderCircle, type LucideIcon } from 'lucide-react';
import type { ComponentPropsWithRef } from 'react';
import { cx } from './cx.ts';
import { Kbd } from './kbd.tsx';

const variants = {
  primary:
    'bg-accent text-on-accent border-transparent font-semibold hover:bg-[color-mix(in_oklab,var(--accent)_90%,var(--text))]',
  default: 'bg-raised border-line text-text hover:border-line-strong',
  ghost: 'bg-transparent border-transparent text-soft hover:text-text hover:bg-raised',
  danger: 'bg-raised border-line text-bad hover:border-bad',
};

export interface ButtonProps extends ComponentPropsWithRef<'button'> {
  variant?: keyof typeof variants;
  /** `sm` is 26 px high, `md` 30. */
  size?: 'sm' | 'md';
  icon?: LucideIcon;
  /** The key that does the same, shown after the label. */
  keys?: string;
  /** Shows that it works on it, and takes no clicks meanwhile. */
  busy?: boolean;
}

/** A button with a label. */
export function Button(props: ButtonProps) {
  const {
    variant = 'default',
    size = 'sm',
    icon: Icon,
    keys,
    busy,
    className,
    children,
    disabled,
    ...rest
  } = props;
  return (
    <button
      type="button"
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={cx(
        'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border px-2.5 text-xs whitespace-nowrap transition-colors disabled:opacity-50',
        size === 'sm' ? 'h-[26px]' : 'h-[30px] px-3 text-sm',
        variants[variant],
        className,
      )}
      {...rest}
    >
      {busy ? (
        <LoaderCircle size={14} className="animate-spin" aria-hidden />
      ) : (
        Icon && <Icon size={14} aria-hidden />
      )}
      {children}
      {keys && <Kbd onAccent={variant === 'primary'}>{keys}</Kbd>}
    </button>
  );
}
