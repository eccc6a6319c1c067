import { AttemptErrorCode } from '#core/delivery/attempt.ts';
import type { RetryOn, RetryPolicy } from '#core/retry/policy.ts';
import { Chip } from '#renderer/ui/chip.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { DurationInput } from '#renderer/ui/number-inputs.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { HeaderLinesField, StatusField } from './text-fields.tsx';

interface PartProps {
  value: RetryPolicy;
  onChange(part: Partial<RetryPolicy>): void;
}

/** Ends that are nobody's failure to retry on. */
const notChosen = new Set<AttemptErrorCode>(['cancelled', 'interrupted', 'other']);
const failureCodes = AttemptErrorCode.options.filter((code) => !notChosen.has(code));
const anyway: RetryOn = { statuses: 'all', failures: 'all' };

/** What counts as a success, what is tried again, and what ends a delivery at once. */
export function AnswerFields({ value, onChange }: PartProps) {
  const retryOn = value.retryOn ?? anyway;
  const change = (part: Partial<RetryOn>) => onChange({ retryOn: { ...retryOn, ...part } });
  const someStatuses = retryOn.statuses !== 'all' && retryOn.statuses !== 'none';
  const someFailures = Array.isArray(retryOn.failures) ? retryOn.failures : null;
  return (
    <>
      <StatusField
        label="Success is"
        hint="Such as 200-299, or 2xx,304."
        placeholder="200-299"
        value={value.success}
        onChange={(success) => onChange({ success: success ?? '200-299' })}
      />
      <StatusField
        label="Give up at once on"
        hint="Such as 410, or 400-499,!429."
        value={value.giveUpOn}
        onChange={(giveUpOn) => onChange({ giveUpOn })}
      />
      <Field label="Of other answers, try again">
        <Select
          value={someStatuses ? 'some' : retryOn.statuses}
          options={[
            { value: 'all', label: 'All' },
            { value: 'none', label: 'None' },
            { value: 'some', label: 'Some statuses' },
          ]}
          onChange={(which) => change({ statuses: which === 'some' ? '500-599' : which })}
        />
      </Field>
      {someStatuses ? (
        <StatusField
          label="Statuses tried again"
          value={retryOn.statuses}
          onChange={(statuses) => change({ statuses: statuses ?? 'none' })}
        />
      ) : (
        <span />
      )}
      <StatusField
        label="Only with a Retry-After"
        hint="Tried again only where it comes along."
        value={retryOn.onlyWithRetryAfter}
        onChange={(onlyWithRetryAfter) => change({ onlyWithRetryAfter })}
      />
      <Field label="Without an answer, try again">
        <Select
          value={someFailures ? 'some' : retryOn.failures === 'none' ? 'none' : 'all'}
          options={[
            { value: 'all', label: 'After any failure' },
            { value: 'none', label: 'Never' },
            { value: 'some', label: 'After some failures' },
          ]}
          onChange={(which) =>
            change({ failures: which === 'some' ? ['refused', 'connect_timeout'] : which })
          }
        />
      </Field>
      {someFailures && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset has a layout of its own
        <div role="group" aria-label="Failures tried again" className="col-span-2 flex flex-wrap gap-1.5">
          {failureCodes.map((code) => {
            const isOn = someFailures.includes(code);
            const next = isOn ? someFailures.filter((one) => one !== code) : [...someFailures, code];
            return (
              <Chip
                key={code}
                label={code.replaceAll('_', ' ')}
                pressed={isOn}
                onClick={() => next.length > 0 && change({ failures: next })}
              />
            );
          })}
        </div>
      )}
      <HeaderLinesField
        className="col-span-2"
        label="Headers of an answer that end it"
        hint="A name alone means any value."
        placeholder="X-Slack-No-Retry: 1"
        value={(value.giveUpOnHeaders ?? []).map(({ name, value: content }) => [name, content ?? null])}
        onChange={(lines) =>
          onChange({
            giveUpOnHeaders:
              lines.length === 0
                ? undefined
                : lines.map(([name, content]) => ({
                    ...value.giveUpOnHeaders?.find((known) => known.name === name),
                    name,
                    value: content ?? undefined,
                  })),
          })
        }
      />
      <HeaderLinesField
        className="col-span-2"
        label="Headers that retries carry"
        hint="{retry}, {attempt}, {reason}, {firstAt}, {firstAtSeconds} and {firstAtMs} are filled in."
        placeholder="X-Slack-Retry-Num: {retry}"
        value={(value.retryHeaders ?? []).map(({ name, value: content }) => [name, content])}
        onChange={(lines) =>
          onChange({
            retryHeaders:
              lines.length === 0
                ? undefined
                : lines.map(([name, content]) => ({ name, value: content ?? '' })),
          })
        }
      />
    </>
  );
}

/** What becomes of a Retry-After that an answer carries. */
export function RetryAfterFields({ value, onChange }: PartProps) {
  const isFollowed = value.retryAfter !== 'ignore';
  return (
    <>
      <Field label="Retry-After" className="col-span-2">
        <Select
          value={value.retryAfter}
          options={[
            { value: 'ignore', label: 'Is ignored' },
            { value: 'honour', label: 'Replaces the wait', hint: 'Also where it is shorter' },
            { value: 'at-least', label: 'Can only lengthen the wait' },
          ]}
          onChange={(retryAfter) => onChange({ retryAfter })}
        />
      </Field>
      {isFollowed && (
        <>
          <Field label="Longest that is followed">
            <DurationInput
              optional
              placeholder="366 d"
              valueMs={value.retryAfterMaxMs ?? null}
              onChange={(ms) => onChange({ retryAfterMaxMs: ms || undefined })}
            />
          </Field>
          <Field label="A longer one">
            <Select
              value={value.retryAfterTooLong ?? 'cut'}
              options={[
                { value: 'cut', label: 'Is cut to that' },
                { value: 'give-up', label: 'Ends the delivery' },
              ]}
              onChange={(retryAfterTooLong) => onChange({ retryAfterTooLong })}
            />
          </Field>
        </>
      )}
    </>
  );
}
