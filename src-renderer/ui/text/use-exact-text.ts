import { type ChangeEvent, type ClipboardEvent, useRef } from 'react';
import { shownText, spliceBetween, splicedExact } from './exact-text.ts';

/** What makes a textarea keep the line ends of its text, which the browser would all make line feeds. */
export function useExactText(value: string, onText: (text: string) => void) {
  const pasted = useRef<string | null>(null);
  return {
    value: shownText(value),
    onPaste(event: ClipboardEvent<HTMLTextAreaElement>) {
      pasted.current = event.clipboardData.getData('text/plain');
    },
    onChange({ target }: ChangeEvent<HTMLTextAreaElement>) {
      onText(splicedExact(value, spliceBetween(shownText(value), target.value), pasted.current));
      pasted.current = null;
    },
  };
}
