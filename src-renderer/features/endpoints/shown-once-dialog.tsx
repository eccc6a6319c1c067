import { KeyRound, Send } from 'lucide-react';
import { useState } from 'react';
import type { Endpoint } from '#core/delivery/endpoint.ts';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Callout } from '#renderer/ui/callout.tsx';
import { CodeBlock } from '#renderer/ui/code-block.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { addressOf } from './address-of.ts';
import { type ShownOnce, useEndpoints } from './endpoints-store.ts';
import { useSendTest } from './send-test.ts';
import { useSignedCurl } from './signed-curl.ts';

/** Shows a new secret for the one time that it is shown, with what to do with it. */
export function ShownOnceDialog() {
  const { shownOnce, forget } = useEndpoints();
  const endpoint = useDirectory(({ endpoints }) =>
    endpoints?.find(({ webhookId }) => webhookId === shownOnce?.webhookId),
  );
  if (!shownOnce || !endpoint) return null;
  return (
    <Dialog
      open
      width="lg"
      onOpenChange={(open) => !open && forget()}
      title={
        shownOnce.because === 'created' ? `${endpoint.name} is ready` : `New secret for ${endpoint.name}`
      }
      footer={
        <Button size="md" variant="primary" onClick={forget}>
          I have copied the secret
        </Button>
      }
    >
      <Ready endpoint={endpoint} shownOnce={shownOnce} />
    </Dialog>
  );
}

function Ready({ endpoint, shownOnce }: { endpoint: Endpoint; shownOnce: ShownOnce }) {
  const curl = useSignedCurl(endpoint, shownOnce.signingSecret);
  const sendTest = useSendTest(endpoint, shownOnce.signingSecret);
  const [sent, setSent] = useState(false);
  return (
    <div className="grid gap-5">
      {shownOnce.because === 'created' && (
        <Section title="Address: give it to the provider, or to your code">
          <CodeBlock label="address" text={addressOf(endpoint)} />
        </Section>
      )}
      {shownOnce.signingSecret === '' ? (
        <Callout tone="info" icon={KeyRound} title="The provider makes this secret">
          Once you have registered the address there, paste the secret under Checking. Until then signatures
          can’t be checked.
        </Callout>
      ) : (
        <Section title="Signing secret: shown now and never again">
          <CodeBlock label="signing secret" text={shownOnce.signingSecret} />
          <p className="text-xs text-faint">
            It is kept encrypted here. If you lose it, rotate it to get a new one.
          </p>
        </Section>
      )}
      {curl.text !== null && (
        <Section
          title="Try it in a terminal"
          aside={
            curl.validForSeconds && (
              <span className="text-xs text-faint">{curlNote(curl.validForSeconds)}</span>
            )
          }
        >
          <CodeBlock label="cURL line" text={curl.text} wrap maxHeight="140px" />
        </Section>
      )}
      {curl.problem && <p className="text-soft">{curl.problem}</p>}
      <div className="flex items-center gap-3">
        <Button
          size="md"
          icon={Send}
          busy={sendTest.busy}
          onClick={() => void sendTest.send().then((done) => done && setSent(true))}
        >
          Send a test event
        </Button>
        <span role="status" className="text-soft">
          {sent ? 'Caught. It is in the Inbox.' : 'Signed with the secret above and sent to this address.'}
        </span>
      </div>
    </div>
  );
}

const curlNote = (seconds: number): string =>
  `Signed just now; good for ${seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`}`;
