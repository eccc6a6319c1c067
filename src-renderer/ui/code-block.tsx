import { CopyButton } from './copy-button.tsx';
import { cx } from './cx.ts';

export interface CodeBlockProps {
  text: string;
  /** Names it for screen readers and on the copy button. */
  label: string;
  /** Long lines break instead of scrolling. */
  wrap?: boolean;
  maxHeight?: string;
}

/** Text to be taken along, with a button that copies it. */
export function CodeBlock({ text, label, wrap = false, maxHeight = '240px' }: CodeBlockProps) {
  return (
    <div className="relative rounded-md border border-line bg-bg">
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={label}
        className="overflow-auto rounded-md"
        style={{ maxHeight }}
      >
        <pre
          className={cx(
            'wire m-0 w-fit px-3 py-2 pr-10 leading-[18px]',
            wrap && 'break-all whitespace-pre-wrap',
          )}
        >
          {text}
        </pre>
      </section>
      <div className="absolute top-[3px] right-[3px] rounded-md bg-bg">
        <CopyButton text={text} label={`Copy ${label}`} iconOnly />
      </div>
    </div>
  );
}
