import { CircleAlert, KeyRound, ShieldOff, TriangleAlert } from 'lucide-react';
import { formatBytes, plural } from '#renderer/ui/format.ts';
import { Mono } from '#renderer/ui/mono.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { type Column, Table } from '#renderer/ui/table.tsx';
import { SignedContent } from '#renderer/webhook/signature/signed-content.tsx';
import { StateTag } from '#renderer/webhook/state-tag.tsx';
import type { Preview } from './use-preview.ts';

type Row = readonly [name: string, value: string];

/** The request as it would be sent now: headers, what is signed, the body's size. */
export function RequestSide({ preview }: { preview: Preview | null }) {
  if (!preview) return null;
  const { request } = preview;
  const signed = new Set(request?.signedHeaders);
  const columns: Column<Row>[] = [
    {
      id: 'name',
      title: 'Name',
      wire: true,
      width: '36%',
      cell: ([name]) => <span className="text-json-key">{name}</span>,
    },
    {
      id: 'value',
      title: 'Value',
      wire: true,
      cell: ([name, value]) =>
        signed.has(name.toLowerCase()) ? (
          <span className="break-all text-accent select-text" title="Made by the signature">
            {value}
          </span>
        ) : (
          <span className="break-all select-text">{value}</span>
        ),
    },
  ];
  return (
    <div className="grid content-start gap-5 p-4">
      <h2 className="sr-only">The request as it would be sent</h2>
      <p className="wire break-all">
        <span className="font-semibold">{preview.method}</span>{' '}
        {preview.url || <span className="text-faint">no address yet</span>}
      </p>
      {preview.unsigned && (
        <StateTag
          icon={ShieldOff}
          word="It goes out unsigned. Say under Signing whose secret is used."
          tone="neutral"
        />
      )}
      {preview.problem && (
        <StateTag icon={CircleAlert} word={preview.problem} tone="warn" className="whitespace-normal" />
      )}
      {preview.notJson && (
        <StateTag
          icon={TriangleAlert}
          word="The payload is no JSON. It is sent as it is."
          tone="warn"
          className="whitespace-normal"
        />
      )}
      {preview.unknownVariables.length > 0 && (
        <StateTag
          icon={TriangleAlert}
          word={`No variable of that name: ${preview.unknownVariables.join(', ')}. Left as it is.`}
          tone="warn"
          className="whitespace-normal"
        />
      )}
      {request && request.signedContent.length > 0 && (
        <Section title="What will be signed">
          <SignedContent parts={request.signedContent} />
        </Section>
      )}
      {request?.masked && (
        <p className="flex items-start gap-2 text-xs text-soft">
          <KeyRound size={14} aria-hidden className="mt-px shrink-0 text-faint" />
          Signed by the engine with the stored secret when it is sent, so the value is not shown here.
        </p>
      )}
      {request && (
        <>
          <Section title={plural(request.rawHeaders.length, 'header')}>
            <Table
              label="Headers that will be sent"
              columns={columns}
              rows={request.rawHeaders}
              rowKey={([name], index) => `${name} ${index}`}
            />
          </Section>
          <Section title="Body">
            <p className="text-soft">
              <Mono>{formatBytes(request.body.totalBytes)}</Mono>. Times, ids and chance are drawn anew when
              it is sent.
            </p>
          </Section>
        </>
      )}
    </div>
  );
}
