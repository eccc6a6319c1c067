import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { useField } from './field.tsx';

export interface SelectOption<V extends string> {
  value: V;
  label: string;
  /** A second, quieter line. */
  hint?: string;
  icon?: ReactNode;
  disabled?: boolean;
}

export interface SelectProps<V extends string> {
  value: V | '';
  options: readonly SelectOption<V>[];
  onChange(value: NoInfer<V>): void;
  placeholder?: string;
  /** Needed where no Field gives it a label. */
  label?: string;
  disabled?: boolean;
  className?: string;
}

/** One of a few; with the keyboard: arrows, letters, Enter. */
export function Select<V extends string>(props: SelectProps<V>) {
  const { value, options, onChange, placeholder = 'Choose…', label, disabled, className } = props;
  const pick = (chosen: string) => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <Radix.Root value={value} onValueChange={pick} {...(disabled === undefined ? {} : { disabled })}>
      <Radix.Trigger
        {...useField()}
        aria-label={label}
        className={cx(
          'inline-flex h-[30px] w-full items-center justify-between gap-2 rounded-md border border-line bg-bg px-2 text-sm hover:border-line-strong aria-invalid:border-bad data-placeholder:text-faint disabled:opacity-60',
          className,
        )}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <Radix.Icon>
          <ChevronDown size={14} className="text-faint" aria-hidden />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-[min(360px,var(--radix-select-content-available-height))] min-w-(--radix-select-trigger-width) overflow-hidden rounded-md border border-line-strong bg-panel"
        >
          <Radix.Viewport className="p-1">
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                {...(option.disabled ? { disabled: true } : {})}
                className="flex min-h-[28px] items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-accent-bg"
              >
                {option.icon}
                <span className="flex-1">
                  <Radix.ItemText>{option.label}</Radix.ItemText>
                  {option.hint && <span className="block text-xs text-faint">{option.hint}</span>}
                </span>
                <Radix.ItemIndicator>
                  <Check size={14} className="text-accent" aria-hidden />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
