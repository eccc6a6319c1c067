import { BookText, type LucideIcon, PencilLine, Ruler } from 'lucide-react';
import { type Attribution, Origin, originInWords, originMeans } from '#core/providers/origin.ts';
import { cx } from '#renderer/ui/cx.ts';
import { Tooltip } from '#renderer/ui/tooltip.tsx';

const icons: Record<Origin, LucideIcon> = { provider: BookText, measured: Ruler, ours: PencilLine };
const colours: Record<Origin, string> = { provider: 'text-faint', measured: 'text-ok', ours: 'text-warn' };

/** Whose word the fact beside it is: an icon and a word, with what that means and where it stands when pointed at or focused. */
export function OriginMark({ origin, source, className }: Attribution & { className?: string }) {
  const Icon = icons[origin];
  return (
    <Tooltip
      label={
        <span className="grid gap-0.5">
          <span>{originMeans[origin]}</span>
          {source !== null && <span className="break-words text-soft">{source}</span>}
        </span>
      }
    >
      {/* A button, so that the keyboard reaches what it says. */}
      <button
        type="button"
        data-origin={origin}
        className={cx(
          'inline-flex shrink-0 cursor-help items-baseline gap-1 rounded-sm text-xs whitespace-nowrap',
          colours[origin],
          className,
        )}
      >
        <Icon size={12} aria-hidden className="self-center" />
        {originInWords[origin]}
      </button>
    </Tooltip>
  );
}

/** What the marks mean, for a place that has several. */
export function OriginLegend() {
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-xs text-faint">
      {Origin.options.map((origin) => {
        const Icon = icons[origin];
        return (
          <div key={origin} className="flex items-center gap-1">
            <dt className={cx('flex items-center gap-1', colours[origin])}>
              <Icon size={12} aria-hidden />
              {originInWords[origin]}:
            </dt>
            <dd className="m-0">{originMeans[origin]}</dd>
          </div>
        );
      })}
    </dl>
  );
}
