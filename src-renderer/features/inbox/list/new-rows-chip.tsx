import { ArrowUp } from 'lucide-react';
import { formatCount } from '#renderer/ui/format.ts';

/** How many arrivals wait above; shows them. Its region is always there, so that screen readers hear it. */
export function NewRowsChip({ count, onShow }: { count: number; onShow(): void }) {
  return (
    <div aria-live="polite" className="pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center">
      {count > 0 && (
        <button
          type="button"
          onClick={onShow}
          className="pointer-events-auto inline-flex items-center gap-1.5 rounded-full bg-accent px-3 py-0.5 text-xs font-semibold text-on-accent hover:opacity-90"
        >
          <ArrowUp size={14} aria-hidden />
          {formatCount(count)} new
        </button>
      )}
    </div>
  );
}
