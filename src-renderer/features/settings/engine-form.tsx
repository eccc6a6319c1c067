import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { Settings } from '#core/contract/system.ts';
import { useKeptDraft } from '#renderer/platform/kept-draft.ts';
import { useSettings } from '#renderer/platform/settings-store.ts';
import { useSystem } from '#renderer/platform/system-store.ts';
import { Field } from '#renderer/ui/field.tsx';
import { NumberInput } from '#renderer/ui/number-inputs.tsx';
import { SaveBar } from '#renderer/ui/save-bar.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { toast } from '#renderer/ui/toast.tsx';
import { StateTag } from '#renderer/webhook/state-tag.tsx';
import { useSettingsSave } from './use-settings-save.ts';

type Draft = Pick<
  Settings,
  'receiverPort' | 'receiverHost' | 'maxBodyBytes' | 'durability' | 'retention' | 'targetConcurrency'
>;

const draftOf = ({
  receiverPort,
  receiverHost,
  maxBodyBytes,
  durability,
  retention,
  targetConcurrency,
}: Settings): Draft => ({
  receiverPort,
  receiverHost,
  maxBodyBytes,
  durability,
  retention,
  targetConcurrency,
});

const bytesPerMib = 1_048_576;
const toMib = (bytes: number | null): number | null =>
  bytes === null ? null : Math.round((bytes / bytesPerMib) * 1000) / 1000;
const fromMib = (mib: number): number => Math.round(mib * bytesPerMib);

const paths = [
  'receiverPort',
  'receiverHost',
  'maxBodyBytes',
  'durability',
  'retention.maxDeliveries',
  'retention.maxAgeDays',
  'retention.maxBytes',
  'targetConcurrency',
] as const;

const isLoopback = (host: string): boolean => /^(127(\.\d+){3}|::1|localhost)$/.test(host.trim());

/** What the engine listens on, takes and keeps. Saved together, as a new port means to listen anew. */
export function EngineForm() {
  const settings = useSettings();
  const form = useKeptDraft('settings engine', draftOf(settings));
  const { draft, dirty } = form;
  const { save, saving, problems, clear } = useSettingsSave(paths);

  const change = (part: Partial<Draft>) => form.change({ ...draft, ...part });
  const submit = async () => {
    const saved = await save(draft);
    if (!saved) return;
    form.settle(draft, draftOf(saved));
    toast({ kind: 'done', title: 'Saved' });
  };
  const keep = (part: Partial<Draft['retention']>) => change({ retention: { ...draft.retention, ...part } });
  const problemOf = (path: (typeof paths)[number]) => problems.byPath.get(path);

  return (
    <>
      <ReceiverLine />
      <div className="grid grid-cols-[1fr_140px] gap-4">
        <Field
          label="Address"
          error={problemOf('receiverHost')}
          hint={
            isLoopback(draft.receiverHost)
              ? 'This machine only. 0.0.0.0 listens to the whole network.'
              : 'Others on the network can post here; each endpoint still checks signatures.'
          }
        >
          <TextInput
            wire
            value={draft.receiverHost}
            onChange={(event) => change({ receiverHost: event.target.value })}
          />
        </Field>
        <Field label="Port" hint="0: any free one." error={problemOf('receiverPort')}>
          <NumberInput
            value={draft.receiverPort}
            onChange={(receiverPort) => receiverPort !== null && change({ receiverPort })}
          />
        </Field>
      </div>
      {!isLoopback(draft.receiverHost) && (
        <StateTag icon={TriangleAlert} word="Open to the network" tone="warn" />
      )}
      <div className="grid grid-cols-2 gap-4">
        <Field label="Largest body" hint="Larger ones get 413." error={problemOf('maxBodyBytes')}>
          <NumberInput
            suffix="MiB"
            value={toMib(draft.maxBodyBytes)}
            onChange={(mib) => mib !== null && change({ maxBodyBytes: fromMib(mib) })}
          />
        </Field>
        <Field label="A caught delivery survives" error={problemOf('durability')}>
          <Select
            value={draft.durability}
            options={[
              { value: 'normal', label: 'A crash of Tacklebox', hint: 'Fast: the usual' },
              { value: 'full', label: 'A loss of power too', hint: 'Waits for the disk at each commit' },
            ]}
            onChange={(durability) => change({ durability })}
          />
        </Field>
        <Field
          label="Attempts at a time to one target"
          hint="1 to 64. What you send yourself does not wait behind those that hang."
          error={problemOf('targetConcurrency')}
        >
          <NumberInput
            value={draft.targetConcurrency}
            onChange={(count) => count !== null && change({ targetConcurrency: Math.trunc(count) })}
          />
        </Field>
      </div>
      <Section title="Old deliveries go when they are">
        <div className="grid grid-cols-3 gap-4">
          <Field label="More than" error={problemOf('retention.maxDeliveries')}>
            <NumberInput
              optional
              placeholder="any number"
              suffix="of them"
              value={draft.retention.maxDeliveries}
              onChange={(maxDeliveries) => keep({ maxDeliveries })}
            />
          </Field>
          <Field label="Older than" error={problemOf('retention.maxAgeDays')}>
            <NumberInput
              optional
              placeholder="any age"
              suffix="days"
              value={draft.retention.maxAgeDays}
              onChange={(maxAgeDays) => keep({ maxAgeDays })}
            />
          </Field>
          <Field label="Larger together than" error={problemOf('retention.maxBytes')}>
            <NumberInput
              optional
              placeholder="any size"
              suffix="MiB"
              value={toMib(draft.retention.maxBytes)}
              onChange={(mib) => keep({ maxBytes: mib === null ? null : fromMib(mib) })}
            />
          </Field>
        </div>
        <p className="text-xs text-faint">
          The oldest go first, in small steps. Pinned deliveries and those with attempts to come stay.
        </p>
      </Section>
      <SaveBar
        dirty={dirty}
        saving={saving}
        problem={problems.general}
        onSave={() => void submit()}
        onRevert={() => {
          clear();
          form.revert();
        }}
      />
    </>
  );
}

/** Where it listens now, which a flag or a variable of this run may have set. */
function ReceiverLine() {
  const receiver = useSystem((system) => system.receiver);
  const wanted = useSettings(({ receiverPort }) => receiverPort);
  if (!receiver) return null;
  return receiver.listening ? (
    <p className="flex items-center gap-2">
      <StateTag icon={CircleCheck} word="Listening" tone="ok" />
      <span className="wire text-soft">{receiver.url}</span>
      {wanted !== 0 && receiver.port !== wanted && (
        <span className="text-xs text-faint">as this run was started; the settings say {wanted}</span>
      )}
    </p>
  ) : (
    <p className="flex items-baseline gap-2">
      <StateTag icon={CircleAlert} word="Not listening" tone="bad" />
      <span className="text-soft">{receiver.problem}</span>
    </p>
  );
}
