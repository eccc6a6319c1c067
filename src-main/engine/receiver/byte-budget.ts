/**
 * Bytes of requests that are under way, over all connections. Each connection's are bounded by the limit of a body; without a
 * bound over all of them many senders at once would take all memory there is.
 */
export interface ByteBudget {
  readonly limitBytes: number;
  /** Counts bytes as under way, unless they would be too many. Something is always let in where nothing is under way. */
  take(bytes: number): boolean;
  /** What was taken is over. */
  giveBack(bytes: number): void;
  /** Whether so many bytes more could be taken now. */
  hasRoomFor(bytes: number): boolean;
}

export function createByteBudget(limitBytes: number): ByteBudget {
  let underWay = 0;
  const hasRoomFor = (bytes: number) => underWay === 0 || underWay + bytes <= limitBytes;
  return {
    limitBytes,
    hasRoomFor,
    take(bytes) {
      if (!hasRoomFor(bytes)) return false;
      underWay += bytes;
      return true;
    },
    giveBack(bytes) {
      underWay -= bytes;
    },
  };
}
