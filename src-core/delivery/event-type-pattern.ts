/** Whether an event type fits a pattern: the same text, or a `*` at the end for any rest (`invoice.*`). */
export function fitsEventType(pattern: string, eventType: string | null): boolean {
  if (pattern === '*') return true;
  if (eventType === null) return false;
  return pattern.endsWith('*') ? eventType.startsWith(pattern.slice(0, -1)) : eventType === pattern;
}
