import { hookTarget, isAbsoluteForm } from '#core/http/hook-target.ts';

/** The webhook id that a request line's target names; undefined where it names none. */
export const webhookIdOf = (target: string): string | undefined => hookTarget(target)?.webhookId;

/** The address under which the sender reached us, as far as it tells: some schemes sign it. */
export function absoluteUrl(target: string, host: string | undefined, scheme = 'http'): string {
  if (isAbsoluteForm(target)) return target;
  return host === undefined ? target : `${scheme}://${host}${target.startsWith('/') ? '' : '/'}${target}`;
}
