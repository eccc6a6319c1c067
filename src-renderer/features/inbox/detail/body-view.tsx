import { useMemo, useState } from 'react';
import type { BodyPreview } from '#core/delivery/body-preview.ts';
import type { JsonLayout } from '#core/json/lines.ts';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { formatBytes, formatCount } from '#renderer/ui/format.ts';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { Table } from '#renderer/ui/table.tsx';
import { HexView } from '#renderer/ui/text/hex-view.tsx';
import { JsonView } from '#renderer/ui/text/json-view.tsx';
import { prettyText, useJsonLayout } from '#renderer/ui/text/large-text.ts';
import { RawView } from '#renderer/ui/text/raw-view.tsx';
import { type FormFields, formFields, previewBytes, previewText } from './body-bytes.ts';
import { RawPager } from './raw-pager.tsx';
import { type BodyOf, type ShownBody, useBody, wholeBodyBytes } from './use-body.ts';
import { valueActions } from './value-actions.ts';

type Mode = 'pretty' | 'raw' | 'hex';
const modes = [
  { value: 'pretty', label: 'Pretty' },
  { value: 'raw', label: 'Raw' },
  { value: 'hex', label: 'Hex' },
] as const;

export interface BodyViewProps {
  of: BodyOf;
  preview: BodyPreview;
  contentType: string | null;
  /** Names it for screen readers. */
  label: string;
  /** It is a delivery's own request: its values can be filtered by. */
  filterable?: boolean;
}

/** A body: pretty where it is JSON or a form, raw with what can't be seen drawn, or as bytes. */
export function BodyView(props: BodyViewProps) {
  const { of, preview, contentType, label, filterable = false } = props;
  const [mode, setMode] = useState<Mode>(preview.encoding === 'base64' ? 'hex' : 'pretty');
  const body = useBody(of, preview);
  const { whole } = body;
  if (preview.totalBytes === 0) return <p className="p-4 text-soft">The body is empty: 0 bytes.</p>;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 items-center gap-3 px-4 py-2">
        <Segmented label="Show the body as" value={mode} options={modes} onChange={setMode} />
        <span className="truncate text-xs text-faint">
          {contentType ?? 'no content type'} · {formatBytes(preview.totalBytes)}
          {body.isReading && ' · reading the rest'}
        </span>
        <span className="ml-auto">
          {whole && (
            <CopyButton
              text={() => (mode === 'pretty' ? prettyText(whole.text) : whole.text)}
              label="Copy the body"
              iconOnly
            />
          )}
        </span>
      </div>
      <div className="flex min-h-0 flex-1 flex-col border-t">
        {mode === 'hex' ? (
          <BodyBytes of={of} preview={preview} body={body} label={label} />
        ) : preview.totalBytes > wholeBodyBytes ? (
          <RawPager totalBytes={preview.totalBytes} read={body.readPreview} label={label} />
        ) : mode === 'pretty' && whole ? (
          <PrettyBody text={whole.text} contentType={contentType} label={label} filterable={filterable} />
        ) : (
          <RawBody text={whole?.text ?? null} preview={preview} label={label} />
        )}
      </div>
    </div>
  );
}

interface BodyBytesProps {
  of: BodyOf;
  preview: BodyPreview;
  body: ShownBody;
  label: string;
}

function BodyBytes({ of, preview, body, label }: BodyBytesProps) {
  const ofPreview = useMemo(() => previewBytes(preview), [preview]);
  const initial = body.whole?.bytes ?? ofPreview;
  return (
    <HexView
      key={`${of?.deliveryId}-${of?.attemptId}`}
      totalBytes={of ? preview.totalBytes : initial.length}
      initial={initial}
      {...(of ? { read: body.read } : {})}
      label={`${label}, bytes`}
    />
  );
}

/** As it was received; what is there of it until the rest has been read. */
function RawBody({ text, preview, label }: { text: string | null; preview: BodyPreview; label: string }) {
  const shown = useMemo(() => text ?? previewText(preview), [text, preview]);
  return <RawView text={shown} label={label} />;
}

/** JSON in lines, or a form decoded; what is neither as it was received. */
function PrettyBody({
  text,
  contentType,
  label,
  filterable,
}: {
  text: string;
  contentType: string | null;
  label: string;
  filterable: boolean;
}) {
  const fields = useMemo(() => formFields(contentType, text), [contentType, text]);
  const json = useJsonLayout(text);
  if (json?.ok)
    return <JsonView text={text} table={json.table} label={label} actionsFor={valueActions(filterable)} />;
  if (!json) return <Skeleton className="m-4 w-64" />;
  if (fields) return <Form fields={fields} label={label} />;
  return (
    <>
      <WhyRaw json={json} contentType={contentType} />
      <RawView text={text} label={label} />
    </>
  );
}

const Form = ({ fields, label }: { fields: FormFields; label: string }) => (
  <div className="min-h-0 flex-1 overflow-auto px-4 py-2">
    <Table
      label={`${label}, decoded`}
      columns={[
        { id: 'name', title: 'Field', wire: true, width: '30%', cell: ([name]) => name },
        { id: 'value', title: 'Value, decoded', wire: true, cell: ([, value]) => value },
      ]}
      rows={fields.shown}
      rowKey={([name], index) => `${name}-${index}`}
    />
    {fields.more > 0 && (
      <p className="py-2 text-soft">
        And {formatCount(fields.more)} more fields, which Raw shows as they were received.
      </p>
    )}
  </div>
);

/** Where a body that says it is JSON stops being it. */
function WhyRaw({ json, contentType }: { json: JsonLayout; contentType: string | null }) {
  if (json.ok || !contentType?.includes('json')) return null;
  return (
    <p className="border-b px-4 py-1.5 text-xs text-warn" role="status">
      Not valid JSON: at character {formatCount(json.offset + 1)} there should be {json.expected}. Shown as it
      was received.
    </p>
  );
}
