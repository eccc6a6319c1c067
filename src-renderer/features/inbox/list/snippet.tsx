import { cx } from '#renderer/ui/cx.ts';

const leadCharacters = 6;

/** The row is narrow: what is before the match is cut to a few characters. */
function fromMatch(line: string, matcher: RegExp | null): string {
  const at = matcher ? line.search(matcher) : 0;
  return at > leadCharacters + 2 ? `…${line.slice(at - leadCharacters)}` : line;
}

/** The place of a match, with the words that were searched for marked. */
export function Snippet({ text, search }: { text: string; search: string }) {
  const words = search
    .split(/[\s"]+/)
    .filter((word) => word !== '')
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const matcher = words.length === 0 ? null : new RegExp(`(${words.join('|')})`, 'i');
  const line = fromMatch(text.replace(/\s+/g, ' '), matcher);
  const pieces = matcher ? line.split(matcher) : [line];
  return (
    <span className="wire min-w-0 flex-1 truncate text-faint">
      {pieces.map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces are positions in one text
        <span key={index} className={cx(index % 2 === 1 && 'rounded-sm bg-warn/25 text-text')}>
          {piece}
        </span>
      ))}
    </span>
  );
}
