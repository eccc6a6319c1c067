import { type ReactNode, type Ref, useCallback } from 'react';
import { VirtualList, type VirtualListHandle } from '#renderer/ui/virtual-list.tsx';
import { useInbox } from '../inbox-store.ts';
import type { LivePages } from './live-pages.ts';

/** The height of every row of the Inbox. */
const rowPx = 36;

export interface LiveListProps<Row extends object> {
  id: string;
  label: string;
  pages: LivePages<Row>;
  handle: Ref<VirtualListHandle>;
  /** `row` is undefined until its page is here. */
  renderRow(row: Row | undefined, isSelected: boolean): ReactNode;
}

/** The rows of a feed, newest first. Arrivals wait behind a chip unless the list is at its top. */
export function LiveList<Row extends object>({ id, label, pages, handle, renderRow }: LiveListProps<Row>) {
  const selectedId = useInbox((inbox) => inbox.selectedId);
  const active = selectedId === null ? -1 : pages.indexOf(selectedId);
  const onRange = useCallback((first: number, last: number) => pages.want(first, last), [pages]);
  const onAtTop = useCallback((atTop: boolean) => pages.follow(atTop), [pages]);
  return (
    <VirtualList
      id={id}
      label={label}
      count={pages.count}
      rowPx={rowPx}
      active={active}
      onRange={onRange}
      onAtTop={onAtTop}
      handle={handle}
      className="min-h-0 flex-1 outline-offset-[-1px] focus-visible:outline-1"
      renderRow={(index) => renderRow(pages.row(index), index === active)}
    />
  );
}
