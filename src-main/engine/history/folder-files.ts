/** What the data folder holds. */
export const folderFiles = {
  database: 'tacklebox.db',
  index: 'search-index.db',
  bodies: 'bodies',
  /** Space that is kept for deleting on a full disk. */
  reserve: 'space.reserve',
} as const;

/** The setting that says whether body files without a row are leftovers; absent in histories of before it. */
export const sweepKey = 'bodies.sweep';

/** The setting that says which history this is, so that a search index of another one isn't taken for its own. */
export const historyIdKey = 'history.id';
