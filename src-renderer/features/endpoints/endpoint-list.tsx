import { CircleOff, Search } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef } from 'react';
import type { Endpoint } from '#core/delivery/endpoint.ts';
import { useProviderName } from '#renderer/platform/directory-store.ts';
import { cx } from '#renderer/ui/cx.ts';
import { formatAgo, formatCount, plural } from '#renderer/ui/format.ts';
import { LetterBadge } from '#renderer/ui/letter-badge.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { useNow } from '#renderer/ui/use-now.ts';
import { StateTag } from '#renderer/webhook/state-tag.tsx';
import { useEndpoints } from './endpoints-store.ts';

const fits = (endpoint: Endpoint, words: string): boolean =>
  words
    .toLowerCase()
    .split(/\s+/)
    .every((word) =>
      `${endpoint.name} ${endpoint.provider} ${endpoint.webhookId} ${endpoint.forward?.routes.map(({ target }) => target.url).join(' ') ?? ''}`
        .toLowerCase()
        .includes(word),
    );

/** All endpoints with what they are and when something last came. */
export function EndpointList({
  endpoints,
  selectedId,
}: {
  endpoints: readonly Endpoint[] | null;
  selectedId: string | null;
}) {
  const { search, setSearch, select } = useEndpoints();
  const list = useRef<HTMLDivElement>(null);
  const shown = useMemo(
    () => endpoints?.filter((endpoint) => fits(endpoint, search)) ?? [],
    [endpoints, search],
  );

  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = shown.findIndex(({ webhookId }) => webhookId === selectedId);
    const next = shown[Math.min(shown.length - 1, Math.max(0, at + step))];
    if (!next) return;
    select(next.webhookId);
    list.current?.querySelector<HTMLElement>(`[data-id="${next.webhookId}"]`)?.focus();
  };

  return (
    <div className="flex min-h-0 flex-1 flex-col bg-panel">
      <div className="relative border-b px-3 py-2">
        <Search size={14} aria-hidden className="absolute top-4 left-5 text-faint" />
        <TextInput
          aria-label="Find an endpoint"
          placeholder="Find by name, provider, id or forward address"
          className="pl-7"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <div
        ref={list}
        role="listbox"
        aria-label="Endpoints"
        className="min-h-0 flex-1 overflow-y-auto"
        onKeyDown={move}
        tabIndex={-1}
      >
        {endpoints === null && <Loading />}
        {shown.map((endpoint) => (
          <EndpointRow
            key={endpoint.webhookId}
            endpoint={endpoint}
            selected={endpoint.webhookId === selectedId}
            onSelect={() => select(endpoint.webhookId)}
          />
        ))}
        {endpoints !== null && shown.length === 0 && (
          <p className="p-6 text-center text-soft">No endpoint fits “{search}”.</p>
        )}
      </div>
    </div>
  );
}

const Loading = () => (
  <div className="grid gap-4 p-4">
    {['w-1/2', 'w-2/3', 'w-1/3'].map((width) => (
      <Skeleton key={width} className={width} />
    ))}
  </div>
);

function EndpointRow({
  endpoint,
  selected,
  onSelect,
}: {
  endpoint: Endpoint;
  selected: boolean;
  onSelect(): void;
}) {
  const provider = useProviderName(endpoint.provider);
  const now = new Date(useNow(true, 15_000));
  return (
    <button
      type="button"
      role="option"
      aria-selected={selected}
      tabIndex={selected ? 0 : -1}
      data-id={endpoint.webhookId}
      onClick={onSelect}
      className={cx(
        'grid w-full grid-cols-[18px_minmax(0,1fr)_auto] items-center gap-x-2.5 border-b border-line/60 px-3 py-2 text-left outline-offset-[-2px]',
        selected ? 'bg-accent-bg shadow-[inset_2px_0_var(--accent)]' : 'hover:bg-raised',
      )}
    >
      <LetterBadge id={endpoint.provider} name={provider} />
      <span className="flex min-w-0 items-center gap-2">
        <span className={cx('truncate', selected && 'font-semibold', !endpoint.active && 'text-soft')}>
          {endpoint.name}
        </span>
        {!endpoint.active && <StateTag icon={CircleOff} word="Inactive" tone="neutral" />}
      </span>
      <span
        className="text-right text-xs text-soft tabular-nums"
        title={plural(endpoint.deliveries, 'delivery', 'deliveries')}
      >
        {formatCount(endpoint.deliveries)}
      </span>
      <span className={cx('wire col-start-2 truncate', selected ? 'text-soft' : 'text-faint')}>
        {provider} · {endpoint.webhookId}
      </span>
      <span className={cx('text-right text-xs', selected ? 'text-soft' : 'text-faint')}>
        {endpoint.lastDeliveryAt ? formatAgo(endpoint.lastDeliveryAt, now) : 'never'}
      </span>
    </button>
  );
}
