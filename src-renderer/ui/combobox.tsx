import { Command } from 'cmdk';
import { Check, ChevronsUpDown, Search } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { cx } from './cx.ts';
import { useField } from './field.tsx';

export interface ComboboxOption<V extends string> {
  value: V;
  label: string;
  /** A second, quieter line; searched too. */
  hint?: string | undefined;
  /** Options of one group stand under its heading; keep them together. */
  group?: string | undefined;
  icon?: ReactNode;
  /** At the right end. */
  aside?: ReactNode;
  /** The label is a name on the wire. */
  wire?: boolean;
}

export interface ComboboxProps<V extends string> {
  value: V | '';
  options: readonly ComboboxOption<V>[];
  onChange(value: V): void;
  /** Needed where no Field gives it a label. */
  label?: string;
  placeholder?: string;
  searchPlaceholder?: string;
  empty?: string;
  disabled?: boolean;
  className?: string;
}

/** One of many, found by typing. */
export function Combobox<V extends string>(props: ComboboxProps<V>) {
  const { value, options, onChange, label, placeholder = 'Choose…', disabled = false } = props;
  const [open, setOpen] = useState(false);
  const chosen = options.find((option) => option.value === value);
  const groups = new Map<string, ComboboxOption<V>[]>();
  for (const option of options) {
    const group = option.group ?? '';
    groups.set(group, [...(groups.get(group) ?? []), option]);
  }
  const pick = (picked: V) => {
    setOpen(false);
    onChange(picked);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button
          type="button"
          role="combobox"
          aria-expanded={open}
          aria-label={label}
          disabled={disabled}
          {...useField()}
          className={cx(
            'inline-flex h-[30px] w-full min-w-0 items-center gap-2 rounded-md border border-line bg-bg px-2 text-left text-sm transition-colors hover:border-line-strong aria-invalid:border-bad disabled:opacity-60',
            props.className,
          )}
        >
          {chosen?.icon}
          <span className={cx('min-w-0 flex-1 truncate', !chosen && 'text-faint', chosen?.wire && 'wire')}>
            {chosen?.label ?? placeholder}
          </span>
          <ChevronsUpDown size={14} aria-hidden className="shrink-0 text-faint" />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 w-[clamp(320px,var(--radix-popover-trigger-width),600px)] max-w-[calc(100vw-16px)] overflow-hidden rounded-md border border-line-strong bg-panel"
        >
          <Command label={label ?? placeholder} defaultValue={value} loop>
            <div className="flex h-9 items-center gap-2 border-b px-2.5">
              <Search size={14} aria-hidden className="shrink-0 text-faint" />
              <Command.Input
                placeholder={props.searchPlaceholder ?? 'Type to find'}
                className="h-full min-w-0 flex-1 bg-transparent text-sm outline-none"
              />
            </div>
            <Command.List className="max-h-[min(360px,calc(var(--radix-popover-content-available-height)-48px))] scroll-py-1 overflow-y-auto p-1">
              <Command.Empty className="px-2 py-4 text-center text-faint">
                {props.empty ?? 'Nothing by that name.'}
              </Command.Empty>
              {[...groups].map(([group, members]) => (
                <Command.Group
                  key={group}
                  heading={group || undefined}
                  className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-soft"
                >
                  {members.map((option) => (
                    <Command.Item
                      key={option.value}
                      value={option.value}
                      keywords={[option.label, option.hint ?? '', group]}
                      onSelect={() => pick(option.value)}
                      className="flex min-h-[30px] items-center gap-2 rounded-sm px-2 py-1 data-[selected=true]:bg-accent-bg"
                    >
                      {option.icon}
                      <span className="min-w-0 flex-1">
                        <span className={cx('block truncate', option.wire && 'wire')}>{option.label}</span>
                        {option.hint && (
                          <span className="block truncate text-xs text-faint">{option.hint}</span>
                        )}
                      </span>
                      {option.aside}
                      <Check
                        size={14}
                        aria-hidden
                        className={cx('shrink-0 text-accent', option.value !== value && 'invisible')}
                      />
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
