import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Boundary } from './boundary.tsx';
import { cx } from './cx.ts';

export interface TabItem<Id extends string> {
  id: Id;
  label: string;
  /** A figure or mark after the label. */
  badge?: ReactNode;
  keys?: string;
}

export interface TabsProps<Id extends string> {
  value: Id;
  onChange(id: NoInfer<Id>): void;
  items: readonly TabItem<Id>[];
  /** Names the row of tabs for screen readers. */
  label: string;
  /** At the right end of the row. */
  aside?: ReactNode;
  /** The shown tab's content; only that one is mounted. */
  children: ReactNode;
  className?: string;
  panelClassName?: string;
}

/** Tabs over the content of the chosen one. */
export function Tabs<Id extends string>(props: TabsProps<Id>) {
  const { value, onChange, items, label, aside, children, className, panelClassName } = props;
  const pick = (chosen: string) => {
    const item = items.find((candidate) => candidate.id === chosen);
    if (item) onChange(item.id);
  };
  return (
    <Radix.Root value={value} onValueChange={pick} className={cx('flex min-h-0 flex-col', className)}>
      <div className="flex shrink-0 items-center border-b px-4">
        <Radix.List aria-label={label} className="flex gap-5">
          {items.map((item) => (
            <Radix.Trigger
              key={item.id}
              value={item.id}
              className="-mx-1 -mb-px inline-flex h-9 items-center gap-1.5 border-b-2 border-transparent px-1 text-sm text-soft outline-offset-[-2px] hover:text-text data-[state=active]:border-accent data-[state=active]:text-text"
            >
              {item.label}
              {item.badge !== undefined && <span className="text-xs text-faint">{item.badge}</span>}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {aside && <div className="ml-auto flex items-center gap-1.5">{aside}</div>}
      </div>
      <Radix.Content value={value} className={cx('min-h-0 flex-1 outline-offset-[-2px]', panelClassName)}>
        <Boundary name="This tab" of={value}>
          {children}
        </Boundary>
      </Radix.Content>
    </Radix.Root>
  );
}
