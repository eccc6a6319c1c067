import { useMemo, useState } from 'react';
import { z } from 'zod';
import { Scheme } from '#core/signing/schemes/scheme.ts';
import { MonacoEditor } from '#renderer/ui/monaco/monaco-editor.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { HmacForm } from './hmac-form.tsx';

interface Props {
  /** A scheme, or what is on its way to one. */
  value: unknown;
  /** From the engine. */
  problem: string | null;
  onChange(value: unknown): void;
}

const starter: unknown = {
  kind: 'hmac',
  signature: { at: { in: 'header', name: 'X-Signature-256' }, format: 'sha256={signature}' },
};

const schemeSchema = z.toJSONSchema(Scheme, { io: 'input', unrepresentable: 'any' });

function parseText(text: string): { value: unknown; problem: string | null } {
  try {
    const value: unknown = JSON.parse(text);
    const parsed = Scheme.safeParse(value);
    if (parsed.success) return { value, problem: null };
    const places = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'scheme'}: ${message}`,
    );
    return { value, problem: places.join('\n') };
  } catch (error) {
    return { value: undefined, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** A scheme of one's own: as a form where it is an HMAC, and always as JSON with completion. */
export function SchemeEditor({ value, problem, onChange }: Props) {
  const parsed = useMemo(() => Scheme.safeParse(value), [value]);
  const isHmac = parsed.success && parsed.data.kind === 'hmac';
  const [view, setView] = useState<'form' | 'json'>(isHmac || value === null ? 'form' : 'json');
  const [text, setText] = useState(() => JSON.stringify(value ?? starter, null, 2));
  const fromText = useMemo(() => parseText(text), [text]);

  const switchTo = (next: 'form' | 'json') => {
    if (next === 'json') setText(JSON.stringify(value ?? starter, null, 2));
    setView(next);
  };

  return (
    <div className="grid gap-3 rounded-md border bg-panel p-3">
      <Segmented
        label="Edit as"
        value={view}
        options={[
          { value: 'form', label: 'HMAC form' },
          { value: 'json', label: 'JSON, every kind' },
        ]}
        onChange={switchTo}
      />
      {view === 'form' ? (
        <HmacForm scheme={isHmac && parsed.data.kind === 'hmac' ? parsed.data : null} onChange={onChange} />
      ) : (
        <>
          <div className="overflow-hidden rounded-md border">
            <MonacoEditor
              ariaLabel="Scheme as JSON"
              height={260}
              value={text}
              schema={schemeSchema}
              onChange={(next) => {
                setText(next);
                const { value: read } = parseText(next);
                if (read !== undefined) onChange(read);
              }}
            />
          </div>
          {(fromText.problem ?? problem) && (
            <p role="alert" className="text-xs whitespace-pre-line text-bad">
              {fromText.problem ?? problem}
            </p>
          )}
        </>
      )}
      {view === 'form' && problem && (
        <p role="alert" className="text-xs text-bad">
          {problem}
        </p>
      )}
    </div>
  );
}
