import { firstDifference } from './first-difference.ts';

/** The signature that came and the one that was computed, marked from where they differ. */
export function ComparedValues({ received, expected }: { received: string; expected?: string | undefined }) {
  const parts = expected === undefined ? null : firstDifference(received, expected);
  const line = (name: string, same: string, rest: string) => (
    <div className="contents">
      <dt className="text-xs leading-[20px] text-faint">{name}</dt>
      <dd className="wire leading-[20px] break-all select-text">
        {same}
        {rest !== '' && (
          <mark className="rounded-[2px] bg-bad/20 text-text">
            <span className="bg-bad/40 font-semibold">{rest.slice(0, 1)}</span>
            {rest.slice(1)}
          </mark>
        )}
      </dd>
    </div>
  );
  return (
    <dl className="grid grid-cols-[72px_minmax(0,1fr)] gap-x-3">
      {line('Received', parts ? parts.same : received, parts ? parts.a : '')}
      {expected !== undefined && parts && line('Expected', parts.same, parts.b)}
    </dl>
  );
}
