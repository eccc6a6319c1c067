import type { BridgeHost, TackleboxBridge } from '#core/contract/bridge.ts';
import { bridgeTransport } from './bridge-transport.ts';
import { httpTransport } from './http-transport.ts';
import { takeToken } from './token.ts';
import type { Transport } from './transport.ts';

declare global {
  interface Window {
    /** There in the desktop only, put there by the preload. */
    readonly tacklebox?: TackleboxBridge;
  }
}

/** What this host can do. Ask this, not which host it is. */
export interface Capabilities {
  /** Native open and save dialogs, and paths of this machine. */
  nativeDialogs: boolean;
  /** Desktop notifications without asking. */
  nativeNotifications: boolean;
  /** ⌘ rather than Ctrl. */
  appleKeys: boolean;
}

export interface Connection {
  transport: Transport;
  capabilities: Capabilities;
  /** Null in a browser. */
  host: BridgeHost | null;
  /** Asks the server for what is no call: files. Null in the desktop's window. */
  request: HttpRequest | null;
}

/** A request to the API, with the token. */
export type HttpRequest = (path: string, options?: { method?: string; body?: Blob }) => Promise<Response>;

const requestTo =
  (baseUrl: string, token: string | null): HttpRequest =>
  (path, options = {}) =>
    fetch(new URL(path, baseUrl), {
      ...options,
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    });

/** Finds the way to the engine: the desktop's bridge where there is one, else the server that served this page. */
export function connect(): Connection {
  const bridge = window.tacklebox;
  const appleKeys = /mac|iphone|ipad/i.test(bridge?.host.platform === 'darwin' ? 'mac' : navigator.platform);
  const baseUrl = new URL('.', window.location.href).href;
  const token = bridge ? null : takeToken();
  return {
    transport: bridge ? bridgeTransport(bridge) : httpTransport(baseUrl, token),
    request: bridge ? null : requestTo(baseUrl, token),
    capabilities: { nativeDialogs: !!bridge, nativeNotifications: !!bridge, appleKeys },
    host: bridge?.host ?? null,
  };
}
