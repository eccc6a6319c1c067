import { RadioGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface SegmentedOption<V extends string> {
  value: V;
  label: string;
  icon?: ReactNode;
}

export interface SegmentedProps<V extends string> {
  value: V;
  options: readonly SegmentedOption<V>[];
  onChange(value: NoInfer<V>): void;
  label: string;
  className?: string;
}

/** One of two to four, all in view; arrow keys move the choice. */
export function Segmented<V extends string>({
  value,
  options,
  onChange,
  label,
  className,
}: SegmentedProps<V>) {
  const pick = (chosen: string) => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <RadioGroup.Root
      value={value}
      onValueChange={pick}
      aria-label={label}
      orientation="horizontal"
      className={cx('inline-flex h-[30px] w-fit rounded-md border border-line bg-bg p-[2px]', className)}
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          className="inline-flex items-center gap-1.5 rounded-sm px-2.5 text-xs whitespace-nowrap text-soft transition-colors hover:text-text data-[state=checked]:bg-accent-bg data-[state=checked]:font-semibold data-[state=checked]:text-accent"
        >
          {option.icon}
          {option.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
