import { useMemo, useState } from 'react';
import { z } from 'zod';
import { Scheme, StoredScheme } from '#core/signing/schemes/scheme.ts';
import { MonacoEditor } from '#renderer/ui/monaco/monaco-editor.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { SchemeForm } from './scheme-form.tsx';

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

/** What is wrong with a scheme, a place a line; null where nothing is. */
function problemsOf(value: unknown): string | null {
  const parsed = Scheme.safeParse(value);
  if (parsed.success) return null;
  return parsed.error.issues
    .map(({ path, message }) => `${path.join('.') || 'scheme'}: ${message}`)
    .join('\n');
}

function parseText(text: string): { value: unknown; problem: string | null } {
  try {
    const value: unknown = JSON.parse(text);
    return { value, problem: problemsOf(value) };
  } catch (error) {
    return { value: undefined, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** A scheme of one's own: as a form, and as JSON with completion, where its rarer parts are too. */
export function SchemeEditor({ value, problem, onChange }: Props) {
  // A template that is being typed may not be readable yet: the form stays, and says so.
  const shown = useMemo(() => StoredScheme.safeParse(value).data ?? null, [value]);
  const formProblem = useMemo(() => (shown ? problemsOf(shown) : null), [shown]);
  const [view, setView] = useState<'form' | 'json'>(
    value === null || (shown && shown.kind !== 'strategy') ? 'form' : 'json',
  );
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
          { value: 'form', label: 'Form' },
          { value: 'json', label: 'JSON, with every part' },
        ]}
        onChange={switchTo}
      />
      {view === 'form' ? (
        <SchemeForm scheme={shown} onChange={onChange} />
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
      {view === 'form' && (formProblem ?? problem) && (
        <p role="alert" className="text-xs whitespace-pre-line text-bad">
          {formProblem ?? problem}
        </p>
      )}
    </div>
  );
}
