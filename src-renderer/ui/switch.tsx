import { Switch as Radix } from 'radix-ui';
import { type ReactNode, useId } from 'react';

export interface SwitchProps {
  checked: boolean;
  onChange(checked: boolean): void;
  label: string;
  hint?: ReactNode;
  disabled?: boolean;
}

/** On or off, with its label at the right. */
export function Switch({ checked, onChange, label, hint, disabled = false }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="relative mt-px h-[18px] w-8 shrink-0 rounded-full border border-line-strong bg-raised transition-colors data-[state=checked]:border-transparent data-[state=checked]:bg-accent disabled:opacity-50"
      >
        <Radix.Thumb className="block size-3 translate-x-[2px] rounded-full bg-soft transition-transform data-[state=checked]:translate-x-[16px] data-[state=checked]:bg-on-accent" />
      </Radix.Root>
      <div>
        <label htmlFor={id} className="text-sm">
          {label}
        </label>
        {hint && (
          <div id={`${id}-hint`} className="text-xs text-faint">
            {hint}
          </div>
        )}
      </div>
    </div>
  );
}
