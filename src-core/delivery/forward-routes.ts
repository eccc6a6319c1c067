import type { Forward, ForwardRoute } from './endpoint.ts';

/** Whether an event type fits a pattern: `*` at the end stands for any ending, alone for anything. */
export function fitsPattern(pattern: string, eventType: string | null): boolean {
  if (pattern === '*') return true;
  if (eventType === null) return false;
  return pattern.endsWith('*') ? eventType.startsWith(pattern.slice(0, -1)) : eventType === pattern;
}

/** The routes that a delivery takes. One without event types takes all. */
export function routesFor(forward: Forward | null, eventType: string | null): ForwardRoute[] {
  return (forward?.routes ?? []).filter(
    ({ eventTypes }) =>
      eventTypes.length === 0 || eventTypes.some((pattern) => fitsPattern(pattern, eventType)),
  );
}
