import { PlugZap, Unplug } from 'lucide-react';
import { engine } from '../platform/client.ts';
import { useConnection } from '../platform/connection-store.ts';
import { showKeys } from '../platform/keys.ts';
import { useNavigation } from '../platform/navigation.ts';
import { reportError } from '../platform/report-error.ts';
import { useSystem } from '../platform/system-store.ts';
import { cx } from '../ui/cx.ts';
import { Kbd } from '../ui/kbd.tsx';
import { toneText } from '../ui/tone.ts';
import { type StatusPart, statusParts } from './status-parts.ts';

const connectionNotes = {
  connecting: { icon: PlugZap, text: 'Connecting', tone: 'neutral' },
  lost: { icon: Unplug, text: 'Connection lost, trying again', tone: 'bad' },
  unauthorized: { icon: Unplug, text: 'Token refused: open the address that serve printed', tone: 'bad' },
} as const;

/** What listens where, what waits, what failed. Each part opens its screen; the pause ends at a click. */
export function StatusBar({ onPalette }: { onPalette(): void }) {
  const { counts, receiver, queue } = useSystem();
  const parts = statusParts(counts, receiver, queue);
  const go = useNavigation((navigation) => navigation.go);
  const connection = useConnection((store) => store.state);
  const act = (does: NonNullable<StatusPart['does']>): void => {
    const done =
      does === 'resume_sending'
        ? engine.queue.resume({})
        : Promise.all((queue?.switchedOff ?? []).map(({ url }) => engine.queue.switchOn({ url })));
    void done.catch(reportError);
  };
  const note = connection === 'connected' ? null : connectionNotes[connection];
  return (
    <footer className="flex min-w-0 items-center gap-1 overflow-hidden border-t bg-panel px-2 text-xs whitespace-nowrap">
      {note && (
        <span role="status" className={cx('inline-flex items-center gap-1.5 px-1.5', toneText[note.tone])}>
          <note.icon size={14} aria-hidden />
          {note.text}
        </span>
      )}
      {parts.map(({ id, icon: Icon, text, tone, opens, params, does, hint }) => (
        <button
          key={id}
          type="button"
          title={hint}
          onClick={() => (does ? act(does) : go(opens, params))}
          className={cx(
            'inline-flex h-[22px] min-w-0 items-center gap-1.5 rounded-sm px-1.5 tabular-nums hover:bg-raised',
            toneText[tone],
          )}
        >
          {Icon && <Icon size={14} aria-hidden className="shrink-0" />}
          <span className="truncate">{text}</span>
        </button>
      ))}
      <button
        type="button"
        onClick={onPalette}
        className="ml-auto inline-flex h-[22px] shrink-0 items-center gap-1.5 rounded-sm px-1.5 text-soft hover:bg-raised"
      >
        Commands <Kbd>{showKeys('mod+k')}</Kbd>
      </button>
    </footer>
  );
}
