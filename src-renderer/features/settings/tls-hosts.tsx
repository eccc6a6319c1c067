import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { TlsHost } from '#core/contract/tls.ts';
import { engine } from '#renderer/platform/client.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Button } from '#renderer/ui/button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Mono } from '#renderer/ui/mono.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TlsHostDialog } from './tls-host-dialog.tsx';
import { useTlsHosts } from './use-tls.ts';

const commonName = (subject: string) => /(?:^|, )CN=([^,]*)/.exec(subject)?.[1] ?? subject;

function inWords({ authorities, certificate }: TlsHost): string {
  const trusts = authorities.map(({ subject }) => `“${commonName(subject)}”`).join(', ');
  return [
    trusts && `trusts ${trusts}`,
    certificate && `offers “${commonName(certificate.subject)}” until ${certificate.notAfter.slice(0, 10)}`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** Authorities and client certificates of the hosts that requests are sent to. */
export function TlsHosts() {
  const { hosts, reload } = useTlsHosts();
  const [adding, setAdding] = useState(false);
  const remove = (host: string) => engine.tls.removeHost({ host }).then(reload, reportError);
  return (
    <Section
      title="Where requests are sent"
      aside={
        <Button icon={Plus} onClick={() => setAdding(true)}>
          Add a host…
        </Button>
      }
    >
      <p className="text-soft text-pretty">
        Authorities of your own and client certificates (mTLS), for every send, replay and forward to a host.
      </p>
      {hosts?.length === 0 && (
        <p className="text-faint">Nothing is set: all hosts are as the system trusts them.</p>
      )}
      <ul className="grid gap-1">
        {hosts?.map((host) => (
          <li key={host.host} className="flex min-w-0 items-baseline gap-3">
            <Mono className="shrink-0">{host.host}</Mono>
            <span className="min-w-0 flex-1 text-soft">{inWords(host)}</span>
            <IconButton icon={Trash2} label={`Remove ${host.host}`} onClick={() => void remove(host.host)} />
          </li>
        ))}
      </ul>
      <TlsHostDialog open={adding} onOpenChange={setAdding} onSaved={reload} />
    </Section>
  );
}
