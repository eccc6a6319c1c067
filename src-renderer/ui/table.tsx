import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { chunksOf, useSeenChunks } from './use-seen-chunks.ts';

export interface Column<Row> {
  id: string;
  title: string;
  cell(row: Row): ReactNode;
  /** Figures stand at the right. */
  align?: 'left' | 'right';
  width?: string;
  wire?: boolean;
}

export interface TableProps<Row> {
  /** Names the table for screen readers. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey(row: Row, index: number): string;
}

/** A plain table with hairlines. Of many rows only those near what is seen are in the document. */
export function Table<Row>({ label, columns, rows, rowKey }: TableProps<Row>) {
  const chunks = chunksOf(rows.length);
  const { heightOf, watch } = useSeenChunks(chunks.length);
  return (
    <table className="w-full border-collapse text-left" aria-label={label} aria-rowcount={rows.length + 1}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              style={{ width: column.width }}
              className={cx(
                'border-b py-1 pr-4 text-xs font-semibold text-soft last:pr-0',
                column.align === 'right' && 'text-right',
              )}
            >
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      {chunks.map(({ from, to }, chunk) => {
        const heightPx = heightOf(chunk, to - from);
        return (
          <tbody key={from} ref={watch} data-chunk={chunk}>
            {heightPx === null ? (
              rows
                .slice(from, to)
                .map((row, index) => (
                  <Row key={rowKey(row, from + index)} row={row} columns={columns} index={from + index} />
                ))
            ) : (
              <tr aria-hidden>
                <td colSpan={columns.length} style={{ height: heightPx }} />
              </tr>
            )}
          </tbody>
        );
      })}
    </table>
  );
}

function Row<T>({ row, columns, index }: { row: T; columns: readonly Column<T>[]; index: number }) {
  return (
    <tr className="hover:bg-raised" aria-rowindex={index + 2}>
      {columns.map((column) => (
        <td
          key={column.id}
          className={cx(
            'border-b border-line/60 py-1.5 pr-4 align-top break-words last:pr-0',
            column.align === 'right' && 'text-right tabular-nums',
            column.wire && 'wire leading-[19px]',
          )}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}
