import { Suspense, useMemo, useState } from 'react';
import { engine } from '../platform/client.ts';
import { type KeyAction, useKeys } from '../platform/keys.ts';
import { useNavigation } from '../platform/navigation.ts';
import { reportError } from '../platform/report-error.ts';
import { useSystem } from '../platform/system-store.ts';
import { Boundary } from '../ui/boundary.tsx';
import { TopSlotContext } from '../ui/top-slot.tsx';
import { KeyHelp } from './key-help.tsx';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { ReceiverMark } from './receiver-mark.tsx';
import { screens } from './screens.ts';
import { StatusBar } from './status-bar.tsx';

const run = (call: Promise<unknown>): void => void call.catch(reportError);

/** Rail, top bar, the screen, status bar; and over them the palette and the list of keys. */
export function Frame() {
  const { screen: current, go } = useNavigation();
  const paused = useSystem((system) => system.queue?.paused ?? false);
  const [topSlot, setTopSlot] = useState<HTMLElement | null>(null);
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const screen = screens.find(({ id }) => id === current) ?? screens[0];

  useKeys(
    useMemo<KeyAction[]>(
      () => [
        ...screens.map(({ id, title, key }, index) => ({
          keys: id === 'settings' ? `g ${key} | mod+,` : `g ${key} | mod+${index + 1}`,
          label: `Go to ${title}`,
          group: 'Screens',
          run: () => go(id),
        })),
        {
          keys: 'mod+k',
          label: 'Command palette',
          group: 'Everywhere',
          run: () => setOpen('palette'),
          movement: true,
        },
        paused
          ? {
              keys: '',
              label: 'Resume sending',
              group: 'Everywhere',
              run: () => run(engine.queue.resume({})),
            }
          : {
              keys: '',
              label: 'Pause all sending',
              group: 'Everywhere',
              run: () => run(engine.queue.pause({})),
            },
        { keys: '?', label: 'All keys', group: 'Everywhere', run: () => setOpen('keys') },
      ],
      [go, paused],
    ),
  );

  if (!screen) return null;
  const View = screen.component;
  return (
    <div className="grid h-full grid-cols-[48px_minmax(0,1fr)] grid-rows-[44px_minmax(0,1fr)_26px]">
      <Rail current={screen.id} onGo={(id) => go(id)} />
      <header className="flex min-w-0 items-center gap-3 border-b bg-panel px-3.5">
        <h1 className="shrink-0 text-lg font-semibold">{screen.title}</h1>
        <div ref={setTopSlot} className="flex min-w-0 flex-1 items-center gap-2" />
        <ReceiverMark />
      </header>
      <main className="min-h-0 min-w-0 overflow-hidden">
        <TopSlotContext value={topSlot}>
          {/* Each pane of a screen has its own; this one is for what stands between them, and for code that can't be fetched. */}
          <Boundary key={screen.id} name={screen.title}>
            <Suspense fallback={null}>
              <View />
            </Suspense>
          </Boundary>
        </TopSlotContext>
      </main>
      <StatusBar onPalette={() => setOpen('palette')} />
      <Palette open={open === 'palette'} onOpenChange={(isOpen) => setOpen(isOpen ? 'palette' : null)} />
      <KeyHelp open={open === 'keys'} onOpenChange={(isOpen) => setOpen(isOpen ? 'keys' : null)} />
    </div>
  );
}
