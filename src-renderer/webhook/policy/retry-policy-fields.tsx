import type { ReactNode } from 'react';
import type { RetryPolicy } from '#core/retry/policy.ts';
import { GivenPolicy } from '#core/retry/usable-policy.ts';
import { AnswerFields, RetryAfterFields } from './answer-fields.tsx';
import { DisableFields } from './disable-fields.tsx';
import { OrderFields } from './order-fields.tsx';
import { ScheduleFields } from './schedule-fields.tsx';

/** A part of the form that is closed until it is needed; what it says is in its title. */
function Part({ title, says, children }: { title: string; says: string; children: ReactNode }) {
  return (
    <details className="group col-span-2 rounded-md border">
      <summary className="flex cursor-default items-baseline justify-between gap-3 rounded-md px-2.5 py-1.5 hover:bg-raised">
        <span className="font-semibold text-soft">{title}</span>
        <span className="truncate text-xs text-faint">{says}</span>
      </summary>
      <div className="grid grid-cols-2 gap-3 border-t p-2.5">{children}</div>
    </details>
  );
}

const retryAfterWords: Record<RetryPolicy['retryAfter'], string> = {
  ignore: 'ignored',
  honour: 'followed',
  'at-least': 'can lengthen',
};

function answersSay({ success, giveUpOn, giveUpOnHeaders, retryOn }: RetryPolicy): string {
  return [
    `success ${success}`,
    giveUpOn && `gives up on ${giveUpOn}`,
    giveUpOnHeaders && `and on ${giveUpOnHeaders.map(({ name }) => name).join(', ')}`,
    retryOn && 'not all is tried again',
  ]
    .filter(Boolean)
    .join('; ');
}

function disableSays({ disableAfter }: RetryPolicy): string {
  if (disableAfter === undefined) return 'never';
  const rules = Array.isArray(disableAfter) ? disableAfter : [disableAfter];
  return rules.some(({ recovery }) => recovery) ? 'and back by itself' : 'until somebody switches it on';
}

/** All of a policy, its usual part in view; what makes it impossible is said below. */
export function RetryPolicyFields({
  value,
  onChange,
}: {
  value: RetryPolicy;
  onChange(value: RetryPolicy): void;
}) {
  const change = (part: Partial<RetryPolicy>) => onChange({ ...value, ...part });
  const checked = GivenPolicy.safeParse(value);
  const issue = checked.success ? undefined : checked.error.issues[0];
  const orderSays = [value.ordered && 'one at a time', value.batch && 'in batches']
    .filter(Boolean)
    .join(', ');
  return (
    <div className="grid grid-cols-2 gap-3">
      <ScheduleFields value={value} onChange={change} />
      <Part title="Answers" says={answersSay(value)}>
        <AnswerFields value={value} onChange={change} />
      </Part>
      <Part title="Retry-After" says={retryAfterWords[value.retryAfter]}>
        <RetryAfterFields value={value} onChange={change} />
      </Part>
      <Part title="Switching off" says={disableSays(value)}>
        <DisableFields value={value} onChange={change} />
      </Part>
      <Part title="Order and batches" says={orderSays || 'each by itself'}>
        <OrderFields value={value} onChange={change} />
      </Part>
      {issue && (
        <p role="alert" className="col-span-2 text-xs text-bad">
          {issue.message}
        </p>
      )}
    </div>
  );
}
