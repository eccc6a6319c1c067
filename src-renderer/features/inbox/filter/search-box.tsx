import { Search } from 'lucide-react';
import { useRef, useState } from 'react';
import { complete, type Suggestion } from '#core/delivery/filter/suggest.ts';
import { cx } from '#renderer/ui/cx.ts';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { TopSlot } from '#renderer/ui/top-slot.tsx';
import { useInbox } from '../inbox-store.ts';
import type { ParsedFilter } from './filter.ts';
import { useSuggestions } from './use-suggestions.ts';

export const searchBoxId = 'inbox-search';

const tokenLooks = {
  token: 'rounded-[3px] bg-accent-bg text-accent ring-2 ring-accent-bg',
  operator: 'text-soft',
  problem: 'rounded-[3px] text-bad underline decoration-wavy underline-offset-3',
  word: '',
};

/** The text with its tokens tinted; it lies under the input, whose own text is transparent. */
function Tinted({ text, parsed }: { text: string; parsed: ParsedFilter }) {
  let at = 0;
  const pieces = parsed.tokens.map((token) => {
    const gap = text.slice(at, token.start);
    at = token.end;
    return (
      <span key={token.start}>
        {gap}
        <span className={tokenLooks[token.kind]}>{text.slice(token.start, token.end)}</span>
      </span>
    );
  });
  return (
    <>
      {pieces}
      {text.slice(at)}
    </>
  );
}

/** Search and filter in one line; what its tokens mean is drawn as it is typed. */
export function SearchBox({ parsed, onLeave }: { parsed: ParsedFilter; onLeave(): void }) {
  const { text, setText } = useInbox();
  const [focused, setFocused] = useState(false);
  const tint = useRef<HTMLDivElement>(null);
  const problem = parsed.problems[0];
  const suggested = useSuggestions(text, focused);
  return (
    <TopSlot>
      <div className="relative max-w-[600px] min-w-0 flex-1">
        <div className="flex h-7 items-center gap-2 rounded-md border bg-bg px-2 focus-within:border-accent hover:border-line-strong focus-within:hover:border-accent">
          <Search size={14} aria-hidden className="shrink-0 text-faint" />
          <div className="relative min-w-0 flex-1">
            <div
              ref={tint}
              aria-hidden
              className="wire pointer-events-none absolute inset-0 overflow-hidden leading-[26px] whitespace-pre"
            >
              <Tinted text={text} parsed={parsed} />
            </div>
            <input
              id={searchBoxId}
              type="search"
              aria-label="Search and filter deliveries"
              aria-invalid={problem !== undefined}
              aria-describedby="inbox-search-note"
              placeholder="Search bodies, headers, ids"
              autoComplete="off"
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.target.value)}
              onScroll={(event) => {
                if (tint.current) tint.current.scrollLeft = event.currentTarget.scrollLeft;
              }}
              onFocus={() => setFocused(true)}
              onBlur={() => setFocused(false)}
              onKeyDown={(event) => {
                if (event.key === 'Escape' && text !== '') setText('');
                else if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown')
                  onLeave();
                else if (event.key === 'Tab' && !event.shiftKey && text !== '' && suggested[0] !== undefined)
                  setText(complete(text, suggested[0]));
                else return;
                event.preventDefault();
              }}
              className="wire relative w-full bg-transparent leading-[26px] text-transparent caret-text outline-none placeholder:font-sans placeholder:text-[13px] [&::-webkit-search-cancel-button]:hidden"
            />
          </div>
          {!focused && text === '' && <Kbd>/</Kbd>}
        </div>
        {focused && (problem !== undefined || suggested.length > 0) && (
          <div
            id="inbox-search-note"
            className={cx(
              'absolute top-8 left-0 z-30 w-full rounded-md border border-line-strong bg-panel px-3 py-2 text-xs',
              problem ? 'text-bad' : 'text-soft',
            )}
          >
            {problem?.message ?? (
              <Hints
                suggested={suggested}
                completes={text !== ''}
                onChoose={(chosen) => setText(complete(text, chosen))}
              />
            )}
          </div>
        )}
      </div>
    </TopSlot>
  );
}

interface HintsProps {
  suggested: readonly Suggestion[];
  completes: boolean;
  onChoose(suggestion: Suggestion): void;
}

/** What may be typed next. A click takes it, and leaves the cursor in the box. */
const Hints = ({ suggested, completes, onChoose }: HintsProps) => (
  <ul className="-mx-1 flex max-h-[340px] flex-col overflow-y-auto">
    {suggested.map((suggestion, index) => (
      <li key={suggestion.text}>
        <button
          type="button"
          tabIndex={-1}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(suggestion)}
          className="grid w-full grid-cols-[120px_1fr_auto] items-baseline gap-x-3 rounded-[4px] px-1 py-0.5 text-left hover:bg-raised"
        >
          <span className="wire truncate text-accent">{suggestion.text}</span>
          <span className="truncate">{suggestion.note}</span>
          {completes && index === 0 && <Kbd>Tab</Kbd>}
        </button>
      </li>
    ))}
  </ul>
);
