/**
 * The bridge between window and engine: the contract and a few verbs of the desktop, nothing else. It runs in a sandbox, so
 * it can require `electron` alone, and it hands on neither ipcRenderer nor its events.
 */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { TackleboxBridge } from '#core/contract/bridge.ts';
import { channels } from '#core/contract/channels.ts';

const bridge: TackleboxBridge = {
  call: (name, input, callId) => ipcRenderer.invoke(channels.call, name, input, callId),
  cancel: (callId) => ipcRenderer.send(channels.cancel, callId),
  subscribe(listener) {
    const onEvents = (_: IpcRendererEvent, batch: unknown[]) => listener(batch);
    ipcRenderer.on(channels.events, onEvents);
    ipcRenderer.send(channels.listen);
    return () => ipcRenderer.removeListener(channels.events, onEvents);
  },
  host: {
    platform: process.platform,
    onGo(listener) {
      const onGo = (_: IpcRendererEvent, screen: string) => listener(screen);
      ipcRenderer.on(channels.go, onGo);
      return () => ipcRenderer.removeListener(channels.go, onGo);
    },
    chooseFile: (question) => ipcRenderer.invoke(channels.chooseFile, question),
    openExternal: (url) => ipcRenderer.invoke(channels.openExternal, url),
    showDataFolder: () => ipcRenderer.invoke(channels.showDataFolder),
  },
};

contextBridge.exposeInMainWorld('tacklebox', bridge);
