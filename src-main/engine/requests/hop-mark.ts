import { createHash } from 'node:crypto';

/** Of a mark, enough that no two endpoints share one. */
const markDigits = 16;

/**
 * An endpoint's mark in the hop header. Made of its id, which must not travel itself: who knows it can post to the endpoint.
 */
export const hopMark = (webhookId: string): string =>
  createHash('sha256').update(`tacklebox hop ${webhookId}`).digest('hex').slice(0, markDigits);
