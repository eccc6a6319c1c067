import { useCallback, useEffect, useRef, useState } from 'react';

/** Up to here all rows are in the document, so that the browser can select and find across them. */
const wholeRows = 150;
const chunkRows = 50;
/** A table is never made of more pieces than this: the pieces grow instead. */
const maxChunks = 400;
/** The height of a row that has not been seen yet. */
const guessedRowPx = 32;
/** How far beyond what is seen rows are there already. */
const aheadPx = 600;

export interface Chunk {
  from: number;
  to: number;
}

/** Cuts `count` rows into chunks; one for all of them where they are few. */
export function chunksOf(count: number): Chunk[] {
  const size = count <= wholeRows ? Math.max(1, count) : Math.max(chunkRows, Math.ceil(count / maxChunks));
  const chunks: Chunk[] = [];
  for (let from = 0; from < count; from += size) chunks.push({ from, to: Math.min(count, from + size) });
  return chunks;
}

export interface SeenChunks {
  /** The height, in px, of a chunk whose rows are not in the document; null for one whose rows are. */
  heightOf(chunk: number, rows: number): number | null;
  /** The ref of each chunk's element, which tells its number as `data-chunk`. */
  watch(element: HTMLElement | null): void;
}

/** Which chunks of many are near what is seen. Rows may have any height: a chunk keeps the one that it had. */
export function useSeenChunks(count: number): SeenChunks {
  const [seen, setSeen] = useState<ReadonlySet<number>>(() => new Set([0]));
  const heights = useRef(new Map<number, number>());
  const observer = useRef<IntersectionObserver | null>(null);
  const elements = useRef(new Set<HTMLElement>());
  const isWhole = count <= 1;

  useEffect(() => {
    if (isWhole) return;
    const watching = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting, boundingClientRect } of entries) {
          const chunk = Number(target.getAttribute('data-chunk'));
          if (!isIntersecting && boundingClientRect.height > 0)
            heights.current.set(chunk, boundingClientRect.height);
        }
        setSeen((old) => {
          const next = new Set(old);
          for (const { target, isIntersecting } of entries) {
            const chunk = Number(target.getAttribute('data-chunk'));
            if (isIntersecting) next.add(chunk);
            else next.delete(chunk);
          }
          return next;
        });
      },
      // Of the element that scrolls, where the browser knows how; of the window in any case.
      { rootMargin: `${aheadPx}px`, ...{ scrollMargin: `${aheadPx}px` } },
    );
    observer.current = watching;
    for (const element of elements.current) watching.observe(element);
    return () => {
      watching.disconnect();
      observer.current = null;
    };
  }, [isWhole]);

  const watch = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    elements.current.add(element);
    observer.current?.observe(element);
    return () => {
      elements.current.delete(element);
      observer.current?.unobserve(element);
    };
  }, []);

  return {
    heightOf: (chunk, rows) =>
      isWhole || seen.has(chunk) ? null : (heights.current.get(chunk) ?? rows * guessedRowPx),
    watch,
  };
}
