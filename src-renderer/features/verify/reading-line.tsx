import { CircleAlert, Info } from 'lucide-react';
import { formatBytes, plural } from '#renderer/ui/format.ts';
import type { Reading } from './read-request.ts';

/** Under the request: what was read of it, or what is wrong with it. */
export function ReadingLine({ reading }: { reading: Reading }) {
  if (reading.kind === 'empty') return null;
  if (reading.kind === 'problem') {
    return (
      <p role="alert" className="flex shrink-0 gap-2 border-t px-4 py-1.5 text-xs text-bad">
        <CircleAlert size={14} aria-hidden className="mt-px shrink-0" />
        {reading.message}
      </p>
    );
  }
  const { method, url, rawHeaders, body, notes } = reading.request;
  return (
    <div className="grid shrink-0 grid-cols-[minmax(0,1fr)] gap-1 border-t px-4 py-1.5 text-xs text-soft">
      <p className="flex gap-3">
        <span className="wire min-w-0 truncate text-text select-text" title={url}>
          {method} {url}
        </span>
        <span className="ml-auto shrink-0 tabular-nums">{plural(rawHeaders.length, 'header')}</span>
        <span className="shrink-0 tabular-nums">{formatBytes(body.length)} body</span>
      </p>
      {notes.map((note) => (
        <p key={note} className="flex gap-2 text-info">
          <Info size={14} aria-hidden className="mt-px shrink-0" />
          {note}
        </p>
      ))}
    </div>
  );
}
