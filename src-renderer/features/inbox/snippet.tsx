import { cx } from '#renderer/ui/cx.ts';

/** The place of a match. The engine marks it with U+0002 before and U+0003 after. */
export function Snippet({ text }: { text: string }) {
  const pieces = text.replace(/\s+/g, ' ').split(/[\u0002\u0003]/);
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
