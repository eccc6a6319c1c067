/** As long as most providers wait at most; a target or its policy may say otherwise. */
export const defaultTimeoutMs = 30_000;

/** A host that has not taken a connection by then is taken to be unreachable. */
export const defaultConnectTimeoutMs = 10_000;

/** How much of an answer's body is kept: handlers answer with a line or a page, not with a download. */
export const keptResponseBytes = 1_048_576;

/** Where the download stops: an answer beyond it is a mistake, or an attack on whoever reads it. */
export const maxResponseBytes = 16_777_216;

/** Of an answer's head: four times Node's own bound, as some proxies add much. */
export const maxResponseHeadBytes = 65_536;

/** Redirects followed where the target asks for it: more is a loop. */
export const maxRedirects = 5;

/** How much of an answer's body its outcome shows; the kept rest is served by `deliveries.body`. */
export const outcomePreviewBytes = 65_536;
