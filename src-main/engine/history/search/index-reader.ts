/** What the index knows, as of one moment. Walks go newest first over `low` <= key < `before`. */
export interface IndexSnapshot {
  /** Rows up to this key are in the index, but for the pending ones. */
  indexedUpTo: number;
  /** Rows at or below it that changed since: imported or deleted. */
  pendingKeys(low: number, before: number): Iterable<number>;
  words(query: string, low: number, before: number): Iterable<number>;
  parts(query: string, low: number, before: number): Iterable<number>;
}

export interface SearchIndexReader {
  read<T>(work: (snapshot: IndexSnapshot) => T): T;
}
