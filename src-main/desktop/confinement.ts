import type { Session, WebContents } from 'electron';
import { openExternal } from './external-links.ts';

/** What our own page may do besides showing itself; everything else is denied without asking. */
const allowedPermissions = new Set(['clipboard-sanitized-write', 'notifications']);

/** Denies permissions, devices and downloads to whatever runs in the window. */
export function confineSession(session: Session, isOurPage: (url: string) => boolean): void {
  session.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl }) =>
    decide(allowedPermissions.has(permission) && isOurPage(requestingUrl)),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin) =>
      allowedPermissions.has(permission) && isOurPage(requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
}

/** Keeps the window on our page: links go to the user's browser, new windows and other pages are denied. */
export function confineContents(contents: WebContents, isOurPage: (url: string) => boolean): void {
  const openOutside = (url: string) =>
    void openExternal(url).catch((error: unknown) => console.error(`${url} was not opened:`, error));
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event, url) => {
    if (isOurPage(url)) return;
    event.preventDefault();
    openOutside(url);
  });
  contents.on('will-redirect', (event, url) => {
    if (!isOurPage(url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
