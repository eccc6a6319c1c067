import type { LucideIcon } from 'lucide-react';
import { DropdownMenu as Radix, type ContextMenu as RadixContext } from 'radix-ui';
import type { ReactElement } from 'react';
import { cx } from './cx.ts';
import { Kbd } from './kbd.tsx';

export type MenuItem =
  | {
      label: string;
      icon?: LucideIcon;
      keys?: string;
      danger?: boolean;
      disabled?: boolean;
      onSelect(): void;
    }
  | 'separator';

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement;
  items: readonly MenuItem[];
  align?: 'start' | 'end';
  open?: boolean;
  onOpenChange?(open: boolean): void;
}

export const menuLooks = 'z-50 min-w-44 rounded-md border border-line-strong bg-panel p-1';

interface MenuItemsProps {
  items: readonly MenuItem[];
  /** Of the kind of menu that they are in. */
  parts: Pick<typeof Radix, 'Item' | 'Separator'> | Pick<typeof RadixContext, 'Item' | 'Separator'>;
}

/** The entries of a menu of whatever kind. */
export const MenuItems = ({ items, parts: { Item, Separator } }: MenuItemsProps) =>
  items.map((item, index) =>
    item === 'separator' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: separators have no name and keep their place
      <Separator key={`separator-${index}`} className="my-1 h-px bg-line" />
    ) : (
      <Item
        key={item.label}
        disabled={item.disabled ?? false}
        onSelect={item.onSelect}
        className={cx(
          'flex h-7 items-center gap-2 rounded-sm px-2 text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-accent-bg',
          item.danger && 'text-bad',
        )}
      >
        {item.icon && <item.icon size={14} aria-hidden className={item.danger ? '' : 'text-faint'} />}
        <span className="max-w-80 flex-1 truncate pr-6">{item.label}</span>
        {item.keys && <Kbd>{item.keys}</Kbd>}
      </Item>
    ),
  );

/** A menu under a button. */
export function Menu({ trigger, items, align = 'end', open, onOpenChange }: MenuProps) {
  return (
    <Radix.Root
      modal={false}
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content align={align} sideOffset={4} collisionPadding={8} className={menuLooks}>
          <MenuItems items={items} parts={Radix} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
