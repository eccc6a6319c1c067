import type { Writer } from './writer.ts';

/** Commits what arrives within one turn of the event loop together: one transaction, one fsync, many answers. */
export interface CommitGroup<T, R> {
  /** Resolves when `item` is committed; rejects where it could not be kept. */
  add(item: T): Promise<R>;
  /** Commits what waits, now. */
  flush(): void;
}

interface Waiting<T, R> {
  item: T;
  resolve(result: R): void;
  reject(error: unknown): void;
}

/**
 * @param insert writes one item, within the transaction
 * @param onWaiting told how many wait, so that background work can step back
 */
export function createCommitGroup<T, R>(
  writer: Writer,
  insert: (item: T) => R,
  onWaiting: (count: number) => void = () => undefined,
): CommitGroup<T, R> {
  let waiting: Waiting<T, R>[] = [];

  /** One row at fault must not lose the others: they are tried again, each for itself. */
  function commitSingly(group: Waiting<T, R>[]): void {
    for (const { item, resolve, reject } of group) {
      try {
        resolve(writer.transaction(() => insert(item)));
      } catch (error) {
        reject(error);
      }
    }
  }

  function flush(): void {
    const group = waiting;
    if (group.length === 0) return;
    waiting = [];
    try {
      const results = writer.transaction(() => group.map(({ item }) => ({ result: insert(item) })));
      results.forEach(({ result }, at) => {
        group[at]?.resolve(result);
      });
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      else commitSingly(group);
    } finally {
      onWaiting(0);
    }
  }

  return {
    add(item) {
      return new Promise<R>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        onWaiting(waiting.length);
        if (waiting.length === 1) setImmediate(flush);
      });
    },
    flush,
  };
}
