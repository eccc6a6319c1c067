import { create } from 'zustand';
import type { ScreenId } from '#core/contract/screens.ts';

export type { ScreenId };

/** What a screen can be opened with. Each screen takes what it knows and leaves the rest. */
export interface ScreenParams {
  /** Compose: begin with this delivery's request ("edit and send"). Inbox: select it. Verify: check it. */
  deliveryId?: string;
  /** Verify: check this request, which was rejected. */
  rejectedId?: string;
  /** Inbox: the search box's text, such as `provider:stripe status:5xx`. */
  filter?: string;
  /** Inbox: a facet, by its id. */
  facet?: string;
  /** Endpoints: select this one. Compose: send there. */
  webhookId?: string;
  /** Compose: begin with this provider (and event type). */
  provider?: string;
  eventType?: string;
  /** Endpoints: open the form for a new one. */
  create?: boolean;
  /** Simulate: replay what this target did since then. */
  incident?: { target: string; since: string; until: string };
}

interface Navigation {
  screen: ScreenId;
  params: ScreenParams;
  /** Grows with each `go`, so that a screen notices being opened again with the same parameters. */
  visit: number;
  go(screen: ScreenId, params?: ScreenParams): void;
}

/** Which screen is shown, and with what. Features navigate to each other through this alone. */
export const useNavigation = create<Navigation>((set) => ({
  screen: 'inbox',
  params: {},
  visit: 0,
  go: (screen, params = {}) => set((old) => ({ screen, params, visit: old.visit + 1 })),
}));
