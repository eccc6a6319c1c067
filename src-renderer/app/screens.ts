import {
  History,
  Inbox,
  ListChecks,
  type LucideIcon,
  PenLine,
  RadioTower,
  Settings,
  ShieldCheck,
} from 'lucide-react';
import { type ComponentType, lazy } from 'react';
import { screens as listed, type ScreenId } from '#core/contract/screens.ts';
import { InboxView } from '../features/inbox/inbox-view.tsx';

export interface Screen {
  id: ScreenId;
  title: string;
  icon: LucideIcon;
  /** After `g`. */
  key: string;
  component: ComponentType;
}

/** The Inbox comes with the first bundle, as it is what opens; the others load when they are first shown. */
const views: Record<ScreenId, Pick<Screen, 'icon' | 'component'>> = {
  inbox: { icon: Inbox, component: InboxView },
  compose: {
    icon: PenLine,
    component: lazy(async () => ({
      default: (await import('../features/compose/compose-view.tsx')).ComposeView,
    })),
  },
  endpoints: {
    icon: RadioTower,
    component: lazy(async () => ({
      default: (await import('../features/endpoints/endpoints-view.tsx')).EndpointsView,
    })),
  },
  verify: {
    icon: ShieldCheck,
    component: lazy(async () => ({
      default: (await import('../features/verify/verify-view.tsx')).VerifyView,
    })),
  },
  simulate: {
    icon: History,
    component: lazy(async () => ({
      default: (await import('../features/simulate/simulate-screen.tsx')).SimulateScreen,
    })),
  },
  gauntlet: {
    icon: ListChecks,
    component: lazy(async () => ({
      default: (await import('../features/gauntlet/gauntlet-view.tsx')).GauntletView,
    })),
  },
  settings: {
    icon: Settings,
    component: lazy(async () => ({
      default: (await import('../features/settings/settings-view.tsx')).SettingsView,
    })),
  },
};

/** The screens, in the order of the rail. */
export const screens: readonly Screen[] = listed.map((screen) => ({ ...screen, ...views[screen.id] }));
