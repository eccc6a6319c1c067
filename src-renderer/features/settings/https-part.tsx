import { CircleAlert, CircleCheck, CircleOff, Download, RotateCw } from 'lucide-react';
import { useState } from 'react';
import type { TlsInfo } from '#core/contract/tls.ts';
import { downloadText } from '#renderer/platform/download-text.ts';
import { useSettings } from '#renderer/platform/settings-store.ts';
import { useSystem } from '#renderer/platform/system-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { ConfirmDialog } from '#renderer/ui/dialog.tsx';
import { Facts } from '#renderer/ui/facts.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { formatExactTime } from '#renderer/ui/format.ts';
import { Mono } from '#renderer/ui/mono.tsx';
import { NumberInput } from '#renderer/ui/number-inputs.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Switch } from '#renderer/ui/switch.tsx';
import { StateTag } from '#renderer/webhook/state-tag.tsx';
import { TlsHosts } from './tls-hosts.tsx';
import { TrustSteps } from './trust-steps.tsx';
import { useSettingsSave } from './use-settings-save.ts';
import { useTlsInfo } from './use-tls.ts';

const fileName = 'tacklebox-ca.pem';

/** HTTPS of the receiver with its own authority, and what is trusted where requests are sent. */
export function HttpsPart() {
  const { info, rotate } = useTlsInfo();
  return (
    <>
      <Serving />
      {info && <AuthorityPart info={info} onRotate={rotate} />}
      {info && <TrustSteps instructions={info.instructions} fileName={fileName} />}
      <TlsHosts />
    </>
  );
}

/** Whether HTTPS is served, and on which port; both take effect at once. */
function Serving() {
  const { receiverTls, receiverTlsPort } = useSettings();
  const [port, setPort] = useState<number | null>(null);
  const { save, saving, problems } = useSettingsSave(['receiverTlsPort']);
  const wanted = port ?? receiverTlsPort;
  return (
    <>
      <ServingLine />
      <Switch
        checked={receiverTls}
        onChange={(on) => void save({ receiverTls: on })}
        label="Catch over HTTPS too"
        hint="Beside HTTP. Endpoints show their https:// address while it is on."
      />
      <div className="flex items-end gap-2">
        <Field
          label="HTTPS port"
          hint="0: any free one."
          className="w-[140px]"
          error={problems.byPath.get('receiverTlsPort')}
        >
          <NumberInput value={wanted} onChange={setPort} />
        </Field>
        {wanted !== receiverTlsPort && (
          <Button
            size="md"
            variant="primary"
            className="mb-5"
            busy={saving}
            onClick={() => void save({ receiverTlsPort: wanted }).then(() => setPort(null))}
          >
            Use this port
          </Button>
        )}
      </div>
      {problems.general && <p className="text-bad">{problems.general}</p>}
    </>
  );
}

function ServingLine() {
  const receiver = useSystem((system) => system.receiver);
  const isWanted = useSettings(({ receiverTls }) => receiverTls);
  if (!receiver) return null;
  if (receiver.tlsUrl) {
    return (
      <p className="flex items-center gap-2">
        <StateTag icon={CircleCheck} word="Serving HTTPS" tone="ok" />
        <span className="wire text-soft">{receiver.tlsUrl}</span>
        {!isWanted && (
          <span className="text-xs text-faint">as this run was started; the settings say off</span>
        )}
      </p>
    );
  }
  return receiver.tlsProblem ? (
    <p className="flex items-baseline gap-2">
      <StateTag icon={CircleAlert} word="Not serving HTTPS" tone="bad" />
      <span className="text-soft">{receiver.tlsProblem}</span>
    </p>
  ) : (
    <StateTag icon={CircleOff} word="HTTPS is off" tone="neutral" />
  );
}

function AuthorityPart({ info, onRotate }: { info: TlsInfo; onRotate(): Promise<void> }) {
  const zone = useSettings(({ times }) => times);
  const [asking, setAsking] = useState(false);
  return (
    <Section title="The authority that senders are to trust">
      <p className="text-soft text-pretty">
        Made on this machine, its key sealed with the other secrets. What it signs holds for the names below
        and for nothing else, so that trusting it puts no other site at risk.
      </p>
      <Facts
        items={[
          ['Holds for', info.names.join(', ')],
          ['Until', formatExactTime(info.notAfter, zone)],
          ['Fingerprint', <Mono key="fingerprint">{info.fingerprint}</Mono>],
        ]}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          icon={Download}
          onClick={() => downloadText(fileName, info.certificate, 'application/x-pem-file')}
        >
          Save its certificate
        </Button>
        <CopyButton text={info.certificate} label="Copy its certificate" />
        <Button icon={RotateCw} onClick={() => setAsking(true)}>
          Make a new one…
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Make a new authority?"
        description="It knows the names and addresses that this machine has now. Whatever trusts the old one has to be told to trust the new one."
        action="Make a new one"
        onConfirm={() => void onRotate()}
      />
    </Section>
  );
}
