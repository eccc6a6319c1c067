import type { Answer } from '#core/delivery/answer.ts';
import type { Enforce } from '#core/delivery/endpoint.ts';
import { unreachable } from '#core/errors/tacklebox-error.ts';
import { formatDuration } from '#core/numbers/duration.ts';
import { plural } from '#renderer/ui/format.ts';

/** What an endpoint answers, in half a sentence. */
export function answerInWords(answer: Answer): string {
  switch (answer.kind) {
    case 'default':
      return '200 with the delivery’s id';
    case 'fixed':
      return `always ${answer.status}${answer.delayMs > 0 ? ` after ${formatDuration(answer.delayMs)}` : ''}`;
    case 'sequence':
      return `in turn ${answer.answers.map(({ status }) => status).join(', ')}`;
    case 'rules':
      return plural(answer.rules.length, 'rule');
    case 'scenario':
      return 'by a scenario';
    default:
      return unreachable(answer);
  }
}

export const enforceOptions = [
  {
    value: 'always',
    label: 'Only genuine requests',
    hint: 'A missing or wrong signature gets 401 and goes to the rejected requests',
  },
  {
    value: 'when-signed',
    label: 'Genuine or unsigned requests',
    hint: 'A wrong signature gets 401; a request without one is caught as unverified',
  },
  {
    value: 'never',
    label: 'Everything',
    hint: 'Signatures are checked and shown, and nothing is rejected',
  },
] as const satisfies readonly { value: Enforce; label: string; hint: string }[];

export const enforceInWords = (enforce: Enforce): string =>
  `accepts ${(enforceOptions.find(({ value }) => value === enforce)?.label ?? enforce).toLowerCase()}`;
