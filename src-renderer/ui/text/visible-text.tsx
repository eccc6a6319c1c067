import { plural } from '../format.ts';
import { textPieces } from './invisible.ts';

/** Longer text is cut on the screen; copying takes all. */
const shownCharacters = 4000;

/** Text in which what can't be seen is drawn: control characters, zero-width and no-break spaces, byte order marks. */
export function VisibleText({ text }: { text: string }) {
  const isLong = text.length > shownCharacters;
  return (
    <>
      {textPieces(isLong ? text.slice(0, shownCharacters) : text).map((piece, index) =>
        piece.mark ? (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces are positions in one text
            key={index}
            title={`${piece.mark.name} (${piece.mark.hex})`}
            className="mx-px rounded-[3px] border border-warn/50 bg-panel px-[2px] text-[11px] text-warn"
          >
            {piece.mark.hex}
          </span>
        ) : (
          piece.text
        ),
      )}
      {isLong && <span className="text-faint"> … ({plural(text.length, 'character')})</span>}
    </>
  );
}
