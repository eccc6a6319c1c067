import { useNavigation } from '../platform/navigation.ts';
import { useSystem } from '../platform/system-store.ts';
import { cx } from '../ui/cx.ts';
import { Tooltip } from '../ui/tooltip.tsx';

/** Where requests are caught, in the top bar: the address, or that nothing listens. */
export function ReceiverMark() {
  const receiver = useSystem((system) => system.receiver);
  const go = useNavigation((navigation) => navigation.go);
  if (!receiver) return null;
  return (
    <Tooltip label={receiver.problem ?? 'Requests are caught here. Open the endpoints.'}>
      <button
        type="button"
        onClick={() => go(receiver.listening ? 'endpoints' : 'settings')}
        className={cx(
          'wire flex shrink-0 items-center gap-2 rounded-md px-1.5 py-1 hover:bg-raised',
          receiver.listening ? 'text-soft' : 'text-bad',
        )}
      >
        <span
          aria-hidden
          className={cx(
            'size-[7px] rounded-full ring-3',
            receiver.listening ? 'bg-ok ring-ok/20' : 'bg-bad ring-bad/20',
          )}
        />
        {receiver.listening ? `${receiver.host}:${receiver.port}` : 'not listening'}
      </button>
    </Tooltip>
  );
}
