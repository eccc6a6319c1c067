import type { ReactNode } from 'react';
import { cx } from './cx.ts';

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

/** A plain table with hairlines. */
export function Table<Row>({ label, columns, rows, rowKey }: TableProps<Row>) {
  return (
    <table className="w-full border-collapse text-left" aria-label={label}>
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
      <tbody>
        {rows.map((row, index) => (
          <tr key={rowKey(row, index)} className="hover:bg-raised">
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
        ))}
      </tbody>
    </table>
  );
}
