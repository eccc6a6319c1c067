import { cx } from '#renderer/ui/cx.ts';

/** The place of a match, with the words that were searched for marked. */
export function Snippet({ text, search }: { text: string; search: string }) {
  const words = search
    .split(/[\s"]+/)
    .filter((word) => word !== '')
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pieces =
    words.length === 0 ? [text] : text.replace(/\s+/g, ' ').split(new RegExp(`(${words.join('|')})`, 'i'));
  return (
    <span className="wire min-w-0 shrink-[4] truncate text-faint">
      {pieces.map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces are positions in one text
        <span key={index} className={cx(index % 2 === 1 && 'rounded-sm bg-warn/25 text-text')}>
          {piece}
        </span>
      ))}
    </span>
  );
}
