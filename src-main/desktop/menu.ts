import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { type ScreenId, screens } from '#core/contract/screens.ts';

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** The native menu: the system's usual roles, and a way to each screen. */
export function setMenu(show: (screen: ScreenId) => void, openDocs: () => void): void {
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
      submenu: screens
        .filter(({ id }) => id !== 'settings')
        .map(({ id, title }, index) => ({
          label: title,
          accelerator: `CmdOrCtrl+${index + 1}`,
          click: () => show(id),
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
