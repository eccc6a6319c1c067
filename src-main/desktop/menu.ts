import { app, Menu, type MenuItemConstructorOptions } from 'electron';

const screens = [
  ['inbox', 'Inbox'],
  ['compose', 'Compose'],
  ['endpoints', 'Endpoints'],
  ['verify', 'Verify'],
  ['simulate', 'Simulate'],
  ['gauntlet', 'Gauntlet'],
] as const;

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** The native menu: the system's usual roles, and a way to each screen. */
export function setMenu(show: (screen: string) => void, openDocs: () => void): void {
  const onMac = process.platform === 'darwin';
  const settings: MenuItemConstructorOptions = {
    label: 'Settings…',
    accelerator: 'CmdOrCtrl+,',
    click: () => show('settings'),
  };
  const ownMenu: MenuItemConstructorOptions = {
    label: app.name,
    submenu: [
      { role: 'about' },
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
  const template: MenuItemConstructorOptions[] = [
    ...(onMac ? [ownMenu] : []),
    { label: 'File', submenu: onMac ? [{ role: 'close' }] : [settings, separator, { role: 'quit' }] },
    { role: 'editMenu' },
    {
      label: 'Go',
      submenu: screens.map(([screen, label], index) => ({
        label,
        accelerator: `CmdOrCtrl+${index + 1}`,
        click: () => show(screen),
      })),
    },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        ...(app.isPackaged
          ? []
          : [separator, { role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: 'Standard Webhooks', click: openDocs },
        ...(onMac ? [] : [separator, { role: 'about' } as const]),
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
