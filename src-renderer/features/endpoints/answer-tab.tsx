import { useState } from 'react';
import type { Answer, FixedAnswer } from '#core/delivery/answer.ts';
import { FixedAnswer as FixedAnswerSchema } from '#core/delivery/answer.ts';
import type { Endpoint } from '#core/delivery/endpoint.ts';
import { unreachable } from '#core/errors/tacklebox-error.ts';
import { useKeptDraft } from '#renderer/platform/kept-draft.ts';
import { CodeBlock } from '#renderer/ui/code-block.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { SaveBar } from '#renderer/ui/save-bar.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { FixedAnswerFields } from './fixed-answer-fields.tsx';
import { RulesAnswer } from './rules-answer.tsx';
import { ScenarioAnswer } from './scenario-answer.tsx';
import { SequenceAnswer } from './sequence-answer.tsx';
import { useSave } from './use-save.ts';

const kinds = [
  { value: 'default', label: 'The usual', hint: '200 with the delivery’s id, as Alfe answers' },
  { value: 'fixed', label: 'Always the same', hint: 'A status, headers, a body, after a delay' },
  { value: 'sequence', label: 'In turn', hint: 'One answer a delivery: 500, 500, then 200' },
  { value: 'rules', label: 'By event', hint: 'By event type, or by a value in the body' },
  { value: 'scenario', label: 'A scenario with faults', hint: 'Timeouts, resets, slow and broken answers' },
] as const satisfies readonly { value: Answer['kind']; label: string; hint: string }[];

export const plainAnswer = (status = 200): FixedAnswer => FixedAnswerSchema.parse({ status });

/** The starting point of each kind; what was typed in another kind is used where it fits. */
function starter(kind: Answer['kind'], old: Answer): Answer {
  const fixed = old.kind === 'fixed' ? { ...old, kind: undefined } : plainAnswer();
  switch (kind) {
    case 'default':
      return { kind };
    case 'fixed':
      return { ...plainAnswer(), kind };
    case 'sequence':
      return {
        kind,
        answers: [plainAnswer(500), plainAnswer(500), FixedAnswerSchema.parse(fixed)],
        atEnd: 'repeat-last',
      };
    case 'rules':
      return { kind, rules: [{ eventType: '', answer: FixedAnswerSchema.parse(fixed) }] };
    case 'scenario':
      return {
        kind,
        scenario: { rules: [], otherwise: { do: 'respond', status: 200, headers: [], body: '', delayMs: 0 } },
        seed: 1,
      };
    default:
      return unreachable(kind);
  }
}

/** Rules whose type or pointer was left empty don't ask for it. */
function cleaned(answer: Answer): Answer {
  if (answer.kind !== 'rules') return answer;
  return {
    ...answer,
    rules: answer.rules.map(({ eventType, json, answer: given }) => ({
      ...(eventType ? { eventType } : {}),
      ...(json ? { json } : {}),
      answer: given,
    })),
  };
}

/** What the endpoint answers to an accepted request. */
export function AnswerTab({ endpoint }: { endpoint: Endpoint }) {
  const form = useKeptDraft<Answer>(`${endpoint.webhookId} answer`, endpoint.answer, cleaned);
  const { draft: answer, dirty, change: setAnswer } = form;
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const { save, saving, problems, clear } = useSave(endpoint.webhookId, ['answer']);
  const submit = async () => {
    const saved = await save({ answer: cleaned(answer) });
    if (saved) form.settle(answer, saved.answer);
  };

  return (
    <>
      <div className="grid max-w-[620px] gap-5 pb-6">
        <Field
          label="Answer to an accepted request"
          hint="Rejected requests get their own answer, and handshakes the one that the provider asks for."
        >
          <Select
            value={answer.kind}
            options={kinds}
            onChange={(kind) => {
              setUnreadable(null);
              setAnswer(starter(kind, answer));
            }}
          />
        </Field>
        {answer.kind === 'default' && (
          <CodeBlock
            label="answer"
            text={'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"received":true,"deliveryId":"whd_…"}'}
          />
        )}
        {answer.kind === 'fixed' && (
          <FixedAnswerFields value={answer} onChange={(value) => setAnswer({ ...value, kind: 'fixed' })} />
        )}
        {answer.kind === 'sequence' && <SequenceAnswer value={answer} onChange={setAnswer} />}
        {answer.kind === 'rules' && <RulesAnswer value={answer} onChange={setAnswer} />}
        {answer.kind === 'scenario' && (
          <ScenarioAnswer value={answer} onChange={setAnswer} onUnreadable={setUnreadable} />
        )}
        {problems.byPath.get('answer') && (
          <p role="alert" className="text-bad">
            {problems.byPath.get('answer')}
          </p>
        )}
      </div>
      <SaveBar
        dirty={dirty && unreadable === null}
        saving={saving}
        problem={unreadable ?? problems.general}
        onSave={() => void submit()}
        onRevert={() => {
          clear();
          setUnreadable(null);
          form.revert();
        }}
      />
    </>
  );
}
