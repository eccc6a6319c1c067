import { type RefObject, useMemo } from 'react';
import { type KeyAction, useKeys } from '#renderer/platform/keys.ts';
import type { VirtualListHandle } from '#renderer/ui/virtual-list.tsx';
import { copyAs, copyFormIds, copyForms, editAndSend, togglePin } from './detail/delivery-actions.ts';
import { searchBoxId } from './filter/search-box.tsx';
import { useInbox } from './inbox-store.ts';
import type { LivePages } from './list/live-pages.ts';
import type { InboxRow } from './list/use-delivery-feed.ts';

const group = 'Inbox';

/** Moving through a list, whichever is shown. */
export function useListKeys<Row extends object>(
  pages: LivePages<Row>,
  idOf: (row: Row) => string,
  list: RefObject<VirtualListHandle | null>,
): void {
  useKeys(
    useMemo<KeyAction[]>(() => {
      const show = (index: number) => {
        const row = pages.row(index);
        if (row) useInbox.getState().select(idOf(row));
        list.current?.reveal(index);
      };
      const move = (by: number) => {
        const { selectedId } = useInbox.getState();
        const at = selectedId === null ? -1 : pages.indexOf(selectedId);
        show(Math.max(0, Math.min(pages.count - 1, at + by)));
      };
      return [
        { keys: 'j | ArrowDown', label: 'Next', group, movement: true, run: () => move(1) },
        { keys: 'k | ArrowUp', label: 'Previous', group, movement: true, run: () => move(-1) },
        { keys: 'Home', label: 'Newest', group, movement: true, run: () => show(0) },
      ];
    }, [pages, idOf, list]),
  );
}

/** What can be done with the selected delivery. */
export function useDeliveryKeys(selected: InboxRow | undefined, focusDetail: () => void): void {
  useKeys(
    useMemo<KeyAction[]>(() => {
      const inbox = useInbox.getState();
      const always: KeyAction[] = [
        {
          keys: '/',
          label: 'Search and filter',
          group,
          run: () => document.getElementById(searchBoxId)?.focus(),
        },
        { keys: 'Escape', label: 'Back', group, movement: true, run: inbox.endCompare },
      ];
      if (!selected) return always;
      const { deliveryId } = selected;
      return [
        ...always,
        { keys: 'Enter', label: 'Open', group, movement: true, run: focusDetail },
        { keys: 'r', label: 'Replay', group, run: () => inbox.openDialog('replay') },
        { keys: 'e', label: 'Edit and send', group, run: () => editAndSend(deliveryId) },
        { keys: 'c', label: 'Copy as…', group, run: () => inbox.openDialog('copy') },
        ...copyFormIds.map((form) => ({
          keys: '',
          label: `Copy as ${copyForms[form]}`,
          group,
          run: () => copyAs(deliveryId, form),
        })),
        { keys: 'd', label: 'Compare: choose this one', group, run: inbox.compare },
        { keys: 'p', label: selected.pinned ? 'Unpin' : 'Pin', group, run: () => togglePin(selected) },
        { keys: 's', label: 'Show the signature', group, run: () => inbox.setTab('signature') },
        { keys: 't', label: 'Show the timeline', group, run: () => inbox.setTab('timeline') },
        { keys: 'b', label: 'Show the body', group, run: () => inbox.setTab('body') },
        { keys: 'Delete', label: 'Delete', group, run: () => inbox.openDialog('delete') },
      ];
    }, [selected, focusDetail]),
  );
}
