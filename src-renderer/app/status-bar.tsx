import { CircleAlert, Inbox, type LucideIcon, Pause, PlugZap, Radio, RotateCw, Unplug } from 'lucide-react';
import { useConnection } from '../platform/connection-store.ts';
import { showKeys } from '../platform/keys.ts';
import { type ScreenId, type ScreenParams, useNavigation } from '../platform/navigation.ts';
import { useSystem } from '../platform/system-store.ts';
import { cx } from '../ui/cx.ts';
import { formatCount, plural } from '../ui/format.ts';
import { Kbd } from '../ui/kbd.tsx';
import { type Tone, toneText } from '../ui/tone.ts';

interface Part {
  id: string;
  icon?: LucideIcon;
  text: string;
  tone: Tone;
  opens: ScreenId;
  params?: ScreenParams;
  title?: string;
}

const inbox = (facet: string): Pick<Part, 'opens' | 'params'> => ({
  opens: 'inbox',
  params: { facet, filter: '' },
});

function useParts(): Part[] {
  const { counts, receiver } = useSystem();
  const parts: Part[] = [];
  if (receiver) {
    parts.push(
      receiver.listening
        ? {
            id: 'receiver',
            icon: Radio,
            text: `Receiver on :${receiver.port}`,
            tone: 'ok',
            opens: 'endpoints',
          }
        : {
            id: 'receiver',
            icon: CircleAlert,
            text: receiver.problem ?? 'The receiver is not listening',
            tone: 'bad',
            opens: 'settings',
          },
    );
  }
  if (!counts) return parts;
  parts.push({
    id: 'all',
    text: plural(counts.deliveries, 'delivery', 'deliveries'),
    tone: 'neutral',
    ...inbox('all'),
  });
  if (counts.pending > 0)
    parts.push({
      id: 'pending',
      text: `${formatCount(counts.pending)} pending`,
      tone: 'neutral',
      opens: 'inbox',
      params: { facet: 'all', filter: 'status:pending' },
    });
  if (counts.retrying > 0)
    parts.push({
      id: 'retrying',
      icon: RotateCw,
      text: `${formatCount(counts.retrying)} retrying`,
      tone: 'warn',
      opens: 'inbox',
      params: { facet: 'all', filter: 'status:retrying' },
    });
  if (counts.retained > 0)
    parts.push({
      id: 'retained',
      icon: Pause,
      text: `${formatCount(counts.retained)} retained`,
      tone: 'held',
      opens: 'inbox',
      params: { facet: 'all', filter: 'status:retained' },
    });
  if (counts.held > 0)
    parts.push({
      id: 'held',
      icon: Pause,
      text: `${formatCount(counts.held)} held`,
      tone: 'held',
      opens: 'inbox',
      params: { facet: 'all', filter: 'status:held' },
    });
  if (counts.deadLetters > 0)
    parts.push({
      id: 'dead',
      icon: Inbox,
      text: plural(counts.deadLetters, 'dead letter'),
      tone: 'bad',
      ...inbox('dead'),
    });
  return parts;
}

const connectionNotes = {
  connecting: { icon: PlugZap, text: 'Connecting', tone: 'neutral' },
  lost: { icon: Unplug, text: 'Connection lost, trying again', tone: 'bad' },
  unauthorized: { icon: Unplug, text: 'Token refused: open the address that serve printed', tone: 'bad' },
} as const;

/** What listens where, what waits, what failed. Each part opens its screen. */
export function StatusBar({ onPalette }: { onPalette(): void }) {
  const parts = useParts();
  const go = useNavigation((navigation) => navigation.go);
  const connection = useConnection((store) => store.state);
  const note = connection === 'connected' ? null : connectionNotes[connection];
  return (
    <footer className="flex min-w-0 items-center gap-1 overflow-hidden border-t bg-panel px-2 text-xs whitespace-nowrap">
      {note && (
        <span role="status" className={cx('inline-flex items-center gap-1.5 px-1.5', toneText[note.tone])}>
          <note.icon size={14} aria-hidden />
          {note.text}
        </span>
      )}
      {parts.map(({ id, icon: Icon, text, tone, opens, params }) => (
        <button
          key={id}
          type="button"
          onClick={() => go(opens, params)}
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
