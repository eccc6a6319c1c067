/** Of request line and headers together. Providers stay below 16 KB; proxies with signed tokens in headers do not. */
export const maxHeadBytes = 65_536;

/** From the first byte of a request to the end of its headers. Senders write them at once; who doesn't holds a socket. */
export const headersTimeoutMs = 30_000;

/** From the end of the headers to the end of the body: a slow uplink, not a slow attack. */
export const bodyTimeoutMs = 60_000;

/** An idle connection stays open for the next delivery of a burst, longer than the proxies in front keep theirs. */
export const keepAliveTimeoutMs = 75_000;

/** Of a request that was rejected, read so that a person can see what it was. */
export const rejectedBodyBytes = 65_536;

/** Of bodies under way over all connections: eight of the largest by default. Each is in memory until it is kept. */
export const bytesUnderWay = 268_435_456;

/** When a sender that came while too much was under way may try again: by then bodies on their way have arrived. */
export const retryAfterSeconds = 5;

/** After an early answer (413) the rest is read and thrown away for so long: a reset would lose the answer on the way. */
export const lingerMs = 2_000;

/** How long requests may take to end when the receiver closes; then their sockets are cut. */
export const closeGraceMs = 3_000;

/** Answer scripts count attempts per provider delivery id; of so many ids the counts are kept. */
export const countedDeliveryIds = 10_000;
