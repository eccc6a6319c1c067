import { ContextMenu as Radix } from 'radix-ui';
import { type ReactElement, useState } from 'react';
import { type MenuItem, MenuItems, menuLooks } from './menu.tsx';

export interface ContextMenuProps {
  children: ReactElement;
  /** What can be done with what lies under the pointer; where it is nothing, the browser's own menu opens. */
  itemsAt(target: Element): readonly MenuItem[];
}

/** A menu where the pointer is. While text is selected it is the browser's, which copies. */
export function ContextMenu({ children, itemsAt }: ContextMenuProps) {
  const [items, setItems] = useState<readonly MenuItem[]>([]);
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger
        asChild
        disabled={items.length === 0}
        onPointerDown={({ button, target }) => {
          const hasSelection = document.getSelection()?.isCollapsed === false;
          setItems(button === 2 && !hasSelection && target instanceof Element ? itemsAt(target) : []);
        }}
      >
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content collisionPadding={8} className={menuLooks}>
          <MenuItems items={items} parts={Radix} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
