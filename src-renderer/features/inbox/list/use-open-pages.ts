import { useEffect, useSyncExternalStore } from 'react';
import { feed } from '#renderer/platform/client.ts';
import type { LivePages } from './live-pages.ts';

/** Reads a list while it is shown, and again when events were missed. The component renders again whenever it changes. */
export function useOpenPages<Row extends object>(pages: LivePages<Row>): void {
  useEffect(() => {
    void pages.open();
    const isBehind = () => feed.isBehind(pages.answered);
    const undo = feed.onMissed(() => {
      if (isBehind()) void pages.open(isBehind);
    });
    return () => {
      undo();
      pages.close();
    };
  }, [pages]);
  useSyncExternalStore(pages.subscribe, () => pages.version);
}
