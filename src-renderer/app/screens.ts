import { History, Inbox, type LucideIcon, PenLine, RadioTower, Settings, ShieldCheck } from 'lucide-react';
import { type ComponentType, lazy } from 'react';
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
  {
    id: 'compose',
    title: 'Compose',
    icon: PenLine,
    key: 'c',
    component: lazy(async () => ({
      default: (await import('#renderer/features/compose/compose-view.tsx')).ComposeView,
    })),
  },
  {
    id: 'endpoints',
    title: 'Endpoints',
    icon: RadioTower,
    key: 'e',
    component: lazy(async () => ({
      default: (await import('#renderer/features/endpoints/endpoints-view.tsx')).EndpointsView,
    })),
  },
  {
    id: 'verify',
    title: 'Verify',
    icon: ShieldCheck,
    key: 'v',
    component: lazy(async () => ({
      default: (await import('#renderer/features/verify/verify-view.tsx')).VerifyView,
    })),
  },
  {
    id: 'simulate',
    title: 'Simulate',
    icon: History,
    key: 's',
    component: lazy(async () => ({
      default: (await import('#renderer/features/simulate/simulate-view.tsx')).SimulateView,
    })),
  },
  {
    id: 'settings',
    title: 'Settings',
    icon: Settings,
    key: ',',
    component: lazy(async () => ({
      default: (await import('#renderer/features/settings/settings-view.tsx')).SettingsView,
    })),
  },
];

export const isScreenId = (id: string): id is ScreenId => screens.some((screen) => screen.id === id);
