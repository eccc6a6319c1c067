import { dayMs } from '../numbers/duration.ts';

/** The longest wait before an attempt, a leap year: longer than any provider's, and a time that a calendar still has. */
export const longestWaitMs = 366 * dayMs;
