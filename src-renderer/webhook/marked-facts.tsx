import type { ReactNode } from 'react';
import type { Attribution } from '#core/providers/origin.ts';
import { OriginMark } from './origin-mark.tsx';

/** Names and what is said of them, each with whose word it is. */
export function MarkedFacts({
  items,
}: {
  items: readonly { name: string; value: ReactNode; attribution: Attribution }[];
}) {
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)_max-content] items-baseline gap-x-6 gap-y-1.5">
      {items.map(({ name, value, attribution }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: several facts may share a name, and the list is never reordered
        <div key={index} className="contents">
          <dt className="text-soft">{name}</dt>
          <dd className="m-0 min-w-0 break-words">{value}</dd>
          <dd className="m-0">
            <OriginMark {...attribution} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
