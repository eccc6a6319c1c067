import { Command } from 'cmdk';
import { Dialog as Radix } from 'radix-ui';
import { useMemo } from 'react';
import { type KeyAction, showKeys, useKeyMap } from '../platform/keys.ts';
import { Kbd } from '../ui/kbd.tsx';

function byGroup(actions: readonly KeyAction[]): [string, KeyAction[]][] {
  const groups = new Map<string, KeyAction[]>();
  for (const action of actions) groups.set(action.group, [...(groups.get(action.group) ?? []), action]);
  return [...groups];
}

/** Every action by its name. */
export function Palette({ open, onOpenChange }: { open: boolean; onOpenChange(open: boolean): void }) {
  const layers = useKeyMap((map) => map.layers);
  const groups = useMemo(
    () =>
      byGroup([...layers].reverse().flatMap((layer) => layer.actions.filter((action) => !action.movement))),
    [layers],
  );
  const run = (action: KeyAction) => {
    onOpenChange(false);
    // After the dialog has given the focus back, so that the action may move it.
    requestAnimationFrame(() => action.run());
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-40 w-[calc(100vw-32px)] max-w-[560px] -translate-x-1/2 overflow-hidden rounded-lg border border-line-strong bg-panel"
        >
          <Radix.Title className="sr-only">Commands</Radix.Title>
          <Command label="Commands" loop>
            <Command.Input
              placeholder="What do you want to do?"
              className="h-11 w-full border-b bg-transparent px-4 text-lg outline-none"
            />
            <Command.List className="max-h-[min(400px,60vh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-center text-soft">
                No command has this name.
              </Command.Empty>
              {groups.map(([group, actions]) => (
                <Command.Group
                  key={group}
                  heading={group}
                  className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-faint"
                >
                  {actions.map((action) => (
                    <Command.Item
                      key={action.label}
                      value={`${action.label} ${group}`}
                      onSelect={() => run(action)}
                      className="flex h-8 items-center gap-2 rounded-sm px-2.5 text-sm data-[selected=true]:bg-accent-bg"
                    >
                      <span className="flex-1">{action.label}</span>
                      {action.keys && <KeyCaps keys={action.keys} />}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The keys of an action, each on a cap of its own; alternatives side by side. */
export const KeyCaps = ({ keys }: { keys: string }) => (
  <span className="inline-flex gap-1">
    {keys.split(' | ').map((alternative) => (
      <Kbd key={alternative}>{showKeys(alternative)}</Kbd>
    ))}
  </span>
);
