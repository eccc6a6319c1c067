import { RotateCcw, ShieldOff } from 'lucide-react';
import { useMemo } from 'react';
import type { Delivery } from '#core/delivery/delivery.ts';
import { useNavigation } from '#renderer/platform/navigation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { VerdictView } from '#renderer/webhook/signature/verdict-view.tsx';
import { previewBytes } from './body-bytes.ts';
import { useDiagnosedVerdict } from './use-diagnosed-verdict.ts';

/** Whether the signature holds, and why not. */
export function SignatureTab({ delivery }: { delivery: Delivery }) {
  const { verdict, searchId } = useDiagnosedVerdict(delivery);
  const body = useMemo(() => previewBytes(delivery.request.body), [delivery]);
  const go = useNavigation((navigation) => navigation.go);
  const { webhookId } = delivery;
  if (!verdict) {
    return (
      <EmptyState
        icon={ShieldOff}
        title={delivery.verdict === 'handshake' ? 'A handshake' : 'No signature was checked'}
      >
        {delivery.verdict === 'handshake'
          ? "The provider asked this endpoint to prove itself; it was answered by the provider's rule."
          : 'Choose a provider for the endpoint, or give it a scheme of its own, and what arrives is checked.'}
      </EmptyState>
    );
  }
  return (
    <div className="h-full overflow-y-auto px-4 py-3.5">
      <VerdictView verdict={verdict} body={body} searchId={searchId} />
      <div className="mt-4 flex gap-2">
        <Button icon={RotateCcw} onClick={() => go('verify', { deliveryId: delivery.deliveryId })}>
          Verify again
        </Button>
        {verdict.code === 'secret_missing' && webhookId && (
          <Button onClick={() => go('endpoints', { webhookId })}>Give the endpoint its secret</Button>
        )}
      </div>
    </div>
  );
}
