/** The names under which preload and IPC transport talk. They never import each other, so the names live here. */
export const channels = {
  /** Window to main, answered: name, input, callId? -> Reply. */
  call: 'tacklebox:call',
  /** Window to main: callId. */
  cancel: 'tacklebox:cancel',
  /** Window to main: begin to send events. */
  listen: 'tacklebox:listen',
  /** Main to window: a batch of events. */
  events: 'tacklebox:events',
  /** Main to window: the screen to show. */
  go: 'tacklebox:go',
  chooseFile: 'tacklebox:choose-file',
  openExternal: 'tacklebox:open-external',
  showDataFolder: 'tacklebox:show-data-folder',
} as const;
