/** The interface's screens, in the order of the rail: the one list for page, palette, keys and the desktop's menu. */
export const screens = [
  { id: 'inbox', title: 'Inbox', key: 'i' },
  { id: 'compose', title: 'Compose', key: 'c' },
  { id: 'endpoints', title: 'Endpoints', key: 'e' },
  { id: 'verify', title: 'Verify', key: 'v' },
  { id: 'simulate', title: 'Simulate', key: 's' },
  { id: 'gauntlet', title: 'Gauntlet', key: 'g' },
  { id: 'settings', title: 'Settings', key: ',' },
] as const;

export type ScreenId = (typeof screens)[number]['id'];

export const isScreenId = (id: unknown): id is ScreenId => screens.some((screen) => screen.id === id);
