import { MonacoEditor } from '#renderer/ui/monaco/monaco-editor.tsx';
import { Select } from '#renderer/ui/select.tsx';
import type { Reading } from './read-request.ts';
import { type TextSource, useVerify } from './verify-store.ts';

const names: Record<TextSource, string> = {
  http: 'Request as raw HTTP',
  curl: 'Request as a cURL line',
  har: 'Request as HAR',
};

/** The text as it was pasted, and of a HAR file which request is meant. */
export function PastedRequest({ source, reading }: { source: TextSource; reading: Reading }) {
  const { pasted, paste, harEntry, change } = useVerify();
  const { text } = pasted[source];
  const entries = reading.kind === 'request' ? reading.entries : [];
  return (
    <>
      {entries.length > 1 && (
        <div className="shrink-0 border-b p-2">
          <Select
            label="Which request of the file"
            value={String(Math.min(harEntry, entries.length - 1))}
            options={entries.map(({ request }, at) => ({
              value: String(at),
              label: `${at + 1}. ${request.method} ${request.url}`,
            }))}
            onChange={(at) => change({ harEntry: Number(at) })}
          />
        </div>
      )}
      <div className="min-h-0 flex-1">
        <MonacoEditor
          key={source}
          ariaLabel={names[source]}
          language={source === 'har' ? 'json' : 'plaintext'}
          value={text}
          onChange={(next) => {
            if (next !== text) paste(source, { text: next, bytes: null });
          }}
        />
      </div>
    </>
  );
}
