import { Inbox, type LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import { InboxView } from '../features/inbox/inbox-view.tsx';
import type { ScreenId } from '../platform/navigation.ts';

export interface Screen {
  id: ScreenId;
  title: string;
  icon: LucideIcon;
  /** After `g`. */
  key: string;
  component: ComponentType;
}

/**
 * The screens, in the order of the rail. The Inbox comes with the first bundle, as it is what opens; the others load when
 * they are first shown: `component: lazy(async () => ({ default: (await import('…')).ComposeView }))`.
 */
export const screens: readonly Screen[] = [
  { id: 'inbox', title: 'Inbox', icon: Inbox, key: 'i', component: InboxView },
];

export const isScreenId = (id: string): id is ScreenId => screens.some((screen) => screen.id === id);
