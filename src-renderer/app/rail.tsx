import type { ScreenId } from '../platform/navigation.ts';
import { cx } from '../ui/cx.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { Logo } from './logo.tsx';
import { type Screen, screens } from './screens.ts';

/** The screens at the left edge; settings stand at the bottom. */
export function Rail({ current, onGo }: { current: ScreenId; onGo(id: ScreenId): void }) {
  const above = screens.filter(({ id }) => id !== 'settings');
  const below = screens.filter(({ id }) => id === 'settings');
  const button = (screen: Screen) => (
    <Tooltip key={screen.id} label={screen.title} keys={`g ${screen.key}`} side="right">
      <button
        type="button"
        aria-label={screen.title}
        aria-current={screen.id === current ? 'page' : undefined}
        onClick={() => onGo(screen.id)}
        className={cx(
          'grid size-[34px] place-items-center rounded-lg transition-colors',
          screen.id === current ? 'bg-accent-bg text-accent' : 'text-faint hover:bg-raised hover:text-text',
        )}
      >
        <screen.icon size={18} strokeWidth={1.75} aria-hidden />
      </button>
    </Tooltip>
  );
  return (
    <nav aria-label="Screens" className="row-span-3 flex flex-col items-center gap-1 border-r bg-panel py-2">
      <Logo />
      {above.map(button)}
      <div className="mt-auto grid gap-1">{below.map(button)}</div>
    </nav>
  );
}
