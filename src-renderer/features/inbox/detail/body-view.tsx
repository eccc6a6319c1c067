import { useMemo, useState } from 'react';
import type { BodyPreview } from '#core/delivery/body-preview.ts';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { formatBytes, formatCount } from '#renderer/ui/format.ts';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Table } from '#renderer/ui/table.tsx';
import { HexView } from '#renderer/ui/text/hex-view.tsx';
import { jsonText, layoutJson } from '#renderer/ui/text/json-lines.ts';
import { JsonView } from '#renderer/ui/text/json-view.tsx';
import { RawView } from '#renderer/ui/text/raw-view.tsx';
import { formFields, previewBytes, previewText } from './body-bytes.ts';
import { RawPager } from './raw-pager.tsx';
import { type BodyOf, useBody, wholeBodyBytes } from './use-body.ts';

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
}

/** A body: pretty where it is JSON or a form, raw with what can't be seen drawn, or as bytes. */
export function BodyView({ of, preview, contentType, label }: BodyViewProps) {
  const { body, read, readPreview } = useBody(of, preview);
  const [mode, setMode] = useState<Mode>(preview.encoding === 'base64' ? 'hex' : 'pretty');
  const text = useMemo(() => previewText(body), [body]);
  const json = useMemo(() => (body.truncated ? null : layoutJson(text)), [body.truncated, text]);
  const fields = useMemo(() => formFields(contentType, text), [contentType, text]);
  const isHuge = body.totalBytes > wholeBodyBytes;

  if (body.totalBytes === 0) return <p className="p-4 text-soft">The body is empty: 0 bytes.</p>;
  const pretty = json?.ok ? (
    <JsonView lines={json.lines} label={label} />
  ) : fields ? (
    <div className="min-h-0 flex-1 overflow-auto px-4 py-2">
      <Table
        label={`${label}, decoded`}
        columns={[
          { id: 'name', title: 'Field', wire: true, width: '30%', cell: ([name]) => name },
          { id: 'value', title: 'Value, decoded', wire: true, cell: ([, value]) => value },
        ]}
        rows={fields}
        rowKey={([name], index) => `${name}-${index}`}
      />
    </div>
  ) : null;

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 items-center gap-3 px-4 py-2">
        <Segmented label="Show the body as" value={mode} options={modes} onChange={setMode} />
        <span className="truncate text-xs text-faint">
          {contentType ?? 'no content type'} · {formatBytes(body.totalBytes)}
          {body.truncated && !isHuge && ' · reading the rest'}
        </span>
        <span className="ml-auto">
          {!body.truncated && (
            <CopyButton
              text={mode === 'pretty' && json?.ok ? jsonText(json.lines) : text}
              label="Copy the body"
              iconOnly
            />
          )}
        </span>
      </div>
      <div className="flex min-h-0 flex-1 flex-col border-t">
        {mode === 'hex' ? (
          <HexView
            key={`${of?.deliveryId}-${of?.attemptId}`}
            totalBytes={of ? body.totalBytes : previewBytes(body).length}
            initial={previewBytes(preview)}
            {...(of ? { read } : {})}
            label={`${label}, bytes`}
          />
        ) : isHuge ? (
          <RawPager totalBytes={body.totalBytes} read={readPreview} label={label} />
        ) : mode === 'pretty' && pretty ? (
          pretty
        ) : (
          <>
            {mode === 'pretty' && !body.truncated && <WhyRaw json={json} contentType={contentType} />}
            <RawView text={text} label={label} />
          </>
        )}
      </div>
    </div>
  );
}

/** Where a body that says it is JSON stops being it. */
function WhyRaw({
  json,
  contentType,
}: {
  json: ReturnType<typeof layoutJson> | null;
  contentType: string | null;
}) {
  if (!json || json.ok || !contentType?.includes('json')) return null;
  return (
    <p className="border-b px-4 py-1.5 text-xs text-warn" role="status">
      Not valid JSON: at character {formatCount(json.offset + 1)} there should be {json.expected}. Shown as it
      was received.
    </p>
  );
}
