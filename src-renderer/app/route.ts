import { isScreenId } from '#core/contract/screens.ts';
import { host } from '../platform/client.ts';
import { type ScreenParams, useNavigation } from '../platform/navigation.ts';

/** `#/inbox/whd_…` and `#/endpoints/whk_…`: the screen, and what is selected there. */
function readHash(): void {
  const [, screen = '', id = ''] = window.location.hash.split('/');
  if (!isScreenId(screen)) return;
  const params: ScreenParams = {};
  if (id.startsWith('whd_')) params.deliveryId = id;
  if (id.startsWith('whk_')) params.webhookId = id;
  useNavigation.getState().go(screen, params);
}

/** Keeps the address and the shown screen together, so that reload, back and forward work. The desktop's menu goes there too. */
export function followRoute(): void {
  let own = '';
  readHash();
  window.addEventListener('hashchange', () => {
    if (window.location.hash !== own) readHash();
    own = '';
  });
  useNavigation.subscribe(({ screen }, before) => {
    if (screen === before.screen || window.location.hash.split('/')[1] === screen) return;
    own = `#/${screen}`;
    window.location.hash = own;
  });
  host?.onGo((screen) => {
    if (isScreenId(screen)) useNavigation.getState().go(screen);
  });
}
