import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { fromBase64, utf8 } from '#core/bytes/encoding.ts';
import type { contract } from '#core/contract/index.ts';
import type { Delivery } from '#core/delivery/delivery.ts';
import { httpText } from '#core/http/text/raw-http.ts';
import { engine } from '#renderer/platform/client.ts';
import { useNavigation } from '#renderer/platform/navigation.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { Pane } from '#renderer/ui/pane.tsx';
import { CheckForm } from './check-form.tsx';
import { RequestTabs } from './request-tabs.tsx';
import { ResultSide } from './result-side.tsx';
import { useAskedRequest } from './use-asked-request.ts';
import { useReading } from './use-reading.ts';
import { useScheme } from './use-scheme.ts';
import { useVerification } from './use-verification.ts';
import { useVerify } from './verify-store.ts';

/** Checks a delivery of ours as its endpoint did, at the time when it arrived. */
function begin({ deliveryId, webhookId, provider, direction }: Delivery): void {
  useVerify.getState().change({
    source: 'delivery',
    deliveryId,
    webhookId,
    scheme: webhookId === null ? { by: 'provider', id: provider } : { by: 'look' },
    clock: direction === 'in' ? 'arrival' : 'then',
    secrets: [''],
  });
}

type Rejected = z.output<typeof contract.deliveries.getRejected.output>;

/** A request that was rejected, as raw HTTP, with the secrets of the endpoint that it was for. */
function beginRejected({ method, target, httpVersion, rawHeaders, body, webhookId }: Rejected): void {
  const bytes = body.encoding === 'utf8' ? utf8(body.data) : (fromBase64(body.data) ?? new Uint8Array());
  const version = httpVersion.replace(/^HTTP\//i, '');
  const text = httpText({ method, url: target, httpVersion: version, rawHeaders, body: bytes });
  const { paste, change } = useVerify.getState();
  paste('http', { text, bytes: utf8(text) });
  change({ source: 'http', webhookId, scheme: { by: 'look' }, clock: 'then', secrets: [''] });
}

/** Opens with the delivery, or the rejected request, that the screen was asked for. */
function useOpening(): void {
  const { params, visit } = useNavigation();
  const [opened, setOpened] = useState(-1);
  useEffect(() => {
    if (opened === visit) return;
    setOpened(visit);
    if (params.rejectedId) {
      engine.deliveries
        .getRejected({ rejectedId: params.rejectedId, reveal: true })
        .then(beginRejected, reportError);
    } else if (params.deliveryId) {
      engine.deliveries.get({ deliveryId: params.deliveryId, diagnose: false }).then(begin, reportError);
    }
  }, [params, visit, opened]);
}

/** Any request against any scheme: whether its signature holds, why not, and the code that checks it right. */
export function VerifyView() {
  useOpening();
  const { reading, delivery } = useReading();
  const asked = useAskedRequest(reading, delivery?.deliveryId ?? null);
  const { by, guess } = useScheme(asked);
  const verification = useVerification(asked, by, delivery?.receivedAt ?? null);
  return (
    <Pane
      id="verify"
      initial="46%"
      minFirst="380px"
      minSecond="380px"
      first={
        <div className="flex min-h-0 flex-1 flex-col overflow-y-auto bg-panel">
          <RequestTabs reading={reading} />
          <CheckForm guess={guess} ofDelivery={delivery !== null} />
        </div>
      }
      second={<ResultSide reading={reading} by={by} verification={verification} />}
    />
  );
}
