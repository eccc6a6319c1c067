import { fromBase64, lossyText } from '#core/bytes/encoding.ts';
import type { ContentPart } from '#core/signing/verify/verdict.ts';
import { cx } from '#renderer/ui/cx.ts';
import { formatBytes } from '#renderer/ui/format.ts';
import { VisibleText } from '#renderer/ui/text/visible-text.tsx';

const headCharacters = 360;
const tailCharacters = 60;

const textOf = (part: ContentPart): string =>
  part.encoding === 'utf8' ? part.text : lossyText(fromBase64(part.text) ?? new Uint8Array());

function looksOf(source: string): string {
  if (source === 'literal') return 'bg-raised text-faint';
  if (source === 'body') return 'bg-ok/10 text-text';
  if (source === 'timestamp') return 'bg-info/15 text-info';
  if (source === 'id') return 'bg-held/15 text-held';
  return 'bg-accent-bg text-accent';
}

const nameOf = (part: ContentPart): string =>
  `${part.source === 'literal' ? 'separator' : part.source}, ${formatBytes(part.bytes)}`;

/** The bytes that were signed: each part tinted by what it is, and what can't be seen drawn. The ends of long parts stay. */
export function SignedContent({ parts }: { parts: readonly ContentPart[] }) {
  return (
    <div className="grid gap-1.5">
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="Signed content"
        className="wire max-h-[122px] overflow-y-auto rounded-md border bg-panel leading-[20px] break-all whitespace-pre-wrap select-text"
      >
        {parts.map((part, index) => {
          const text = textOf(part);
          const long = text.length > headCharacters + tailCharacters;
          return (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: parts are positions in one content
              key={index}
              title={nameOf(part)}
              className={cx('box-decoration-clone px-[3px] py-[2px]', looksOf(part.source))}
            >
              <VisibleText text={long ? text.slice(0, headCharacters) : text} />
              {long && <span className="text-faint"> … </span>}
              {long && <VisibleText text={text.slice(-tailCharacters)} />}
              {part.truncated && <span className="text-faint"> … cut here</span>}
            </span>
          );
        })}
      </section>
      <div className="flex flex-wrap gap-x-3 gap-y-1 text-xs text-faint">
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts are positions in one content
          <span key={index} className="inline-flex items-center gap-1.5">
            <span
              className={cx('size-2.5 rounded-[3px] border border-line', looksOf(part.source))}
              aria-hidden
            />
            {part.source === 'literal' ? <span className="wire">“{textOf(part)}”</span> : nameOf(part)}
          </span>
        ))}
      </div>
    </div>
  );
}
