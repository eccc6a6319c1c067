import { Play } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import type { contract } from '#core/contract/index.ts';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { DurationInput, NumberInput } from '#renderer/ui/number-inputs.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { type SecretChoice, secretInput } from '#renderer/webhook/signature/secret-choice.ts';
import { SecretField } from '#renderer/webhook/signature/secret-field.tsx';
import type { SimulationDraft } from './simulate-store.ts';

/** Where no secret is named. */
const asTargetWants = {
  label: 'As the target wants',
  hint: 'With the secret of an endpoint of ours; other targets get no signature',
};

type FastForwardInput = z.input<typeof contract.retry.fastForward.input>;

/** Where to and how fast: the first policy, run against a real handler. */
export function LiveFields({
  draft,
  running,
  onStart,
}: {
  draft: SimulationDraft;
  running: boolean;
  onStart(input: FastForwardInput): void;
}) {
  const endpoints = useDirectory((directory) => directory.endpoints);
  const [url, setUrl] = useState('');
  const [secret, setSecret] = useState<SecretChoice>({ by: 'default' });
  const [withinMs, setWithinMs] = useState(8000);
  const [loseAnswers, setLoseAnswers] = useState(0);
  const [copies, setCopies] = useState(0);
  const [timestamps, setTimestamps] = useState<'real' | 'virtual'>('real');
  const { provider, policy } = draft.first;
  const start = () =>
    onStart({
      ...(provider === null ? { policy } : { provider }),
      target: { url },
      event: { provider: provider ?? 'generic', ...secretInput(secret) },
      seed: draft.seed,
      withinMs,
      timestamps,
      loseAnswers,
      copies,
    });
  const whole = (value: number | null) => Math.max(0, Math.trunc(value ?? 0));
  return (
    <div className="grid gap-3">
      <p className="text-xs text-soft">
        The first policy against a handler of yours, its waits compressed. What the handler answers decides
        what comes next; the scenario above plays no part.
      </p>
      <Field label="Target">
        <TextInput
          wire
          list="live-targets"
          placeholder="http://localhost:3000/webhooks"
          value={url}
          onChange={({ target }) => setUrl(target.value)}
        />
      </Field>
      <datalist id="live-targets">
        {(endpoints ?? []).map((endpoint) => (
          <option key={endpoint.webhookId} value={endpoint.url}>
            {endpoint.name}
          </option>
        ))}
      </datalist>
      <SecretField value={secret} onChange={setSecret} provider={provider} standard={asTargetWants} />
      <div className="grid grid-cols-2 gap-3">
        <Field label="All of it within">
          <DurationInput valueMs={withinMs} onChange={(ms) => ms && setWithinMs(ms)} />
        </Field>
        <Field label="Copies of the first" hint="At the same moment.">
          <NumberInput value={copies} onChange={(value) => setCopies(whole(value))} />
        </Field>
        <Field label="Answers to lose" hint="Cut off before they are read.">
          <NumberInput value={loseAnswers} onChange={(value) => setLoseAnswers(whole(value))} />
        </Field>
        <Field
          label="Timestamps"
          hint={timestamps === 'real' ? 'Pass tolerance checks.' : 'Days ahead: checks refuse them.'}
        >
          <Segmented
            label="Timestamps"
            value={timestamps}
            options={[
              { value: 'real', label: 'Real' },
              { value: 'virtual', label: 'Virtual' },
            ]}
            onChange={setTimestamps}
          />
        </Field>
      </div>
      <Button variant="primary" size="md" icon={Play} busy={running} disabled={url === ''} onClick={start}>
        Run for real
      </Button>
    </div>
  );
}
