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

/**
 * Where a caught request goes on to: the route's address, then what stood behind the endpoint's own in the request,
 * path and query alike.
 */
export function onwardUrl(routeUrl: string, webhookId: string, caughtTarget: string): string {
  const at = caughtTarget.indexOf(webhookId);
  const rest = at < 0 ? '' : caughtTarget.slice(at + webhookId.length);
  const question = rest.indexOf('?');
  const path = (question < 0 ? rest : rest.slice(0, question)).replace(/^\/$/, '');
  const query = question < 0 ? '' : rest.slice(question + 1);
  const [base = '', ownQuery] = routeUrl.replace(/#.*$/s, '').split(/\?(.*)/s);
  const queries = [ownQuery, query].filter((part) => part !== undefined && part !== '').join('&');
  return `${path === '' ? base : base.replace(/\/$/, '') + path}${queries === '' ? '' : `?${queries}`}`;
}
