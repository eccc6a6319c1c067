import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { Table } from '#renderer/ui/table.tsx';
import { VisibleText } from '#renderer/ui/text/visible-text.tsx';

/** Names and values, in their order. */
export type HeaderPairs = readonly (readonly [name: string, value: string])[];

const asText = (headers: HeaderPairs): string =>
  headers.map(([name, value]) => `${name}: ${value}`).join('\n');

/** Headers in the order and case in which they were on the wire, duplicates included. */
export function HeadersTable({ headers, label }: { headers: HeaderPairs; label: string }) {
  if (headers.length === 0) return <p className="text-soft">No headers.</p>;
  return (
    <div className="relative">
      <div className="absolute -top-1 right-0">
        <CopyButton text={() => asText(headers)} label="Copy all headers" iconOnly />
      </div>
      <Table
        label={label}
        columns={[
          {
            id: 'name',
            title: 'Name',
            wire: true,
            width: '34%',
            cell: ([name]) => <span className="text-json-key">{name}</span>,
          },
          {
            id: 'value',
            title: 'Value',
            wire: true,
            cell: ([, value]) => (
              <span className="break-all select-text">
                <VisibleText text={value} />
              </span>
            ),
          },
        ]}
        rows={headers}
        rowKey={([name], index) => `${name}-${index}`}
      />
    </div>
  );
}
