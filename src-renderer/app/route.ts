import { type ScreenParams, useNavigation } from '../platform/navigation.ts';
import { isScreenId } from './screens.ts';

/** `#/inbox/whd_…` and `#/endpoints/whk_…`: the screen, and what is selected there. */
function readHash(): void {
  const [, screen = '', id = ''] = window.location.hash.split('/');
  if (!isScreenId(screen)) return;
  const params: ScreenParams = {};
  if (id.startsWith('whd_')) params.deliveryId = id;
  if (id.startsWith('whk_')) params.webhookId = id;
  useNavigation.getState().go(screen, params);
}

/** Keeps the address and the shown screen together, so that reload, back and forward work. */
export function followRoute(): void {
  readHash();
  window.addEventListener('hashchange', () => {
    if (window.location.hash.split('/')[1] !== useNavigation.getState().screen) readHash();
  });
  useNavigation.subscribe(({ screen }, before) => {
    if (screen !== before.screen) window.location.hash = `/${screen}`;
  });
}
