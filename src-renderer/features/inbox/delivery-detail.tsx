import { useDelivery } from './use-delivery.ts';

/** One delivery: what it is, and all that is known of it. */
export function DeliveryDetail({ deliveryId }: { deliveryId: string }) {
  const { delivery, problem } = useDelivery(deliveryId);
  if (problem) return <div className="p-4 text-soft">{problem}</div>;
  if (!delivery) return null;
  return <pre className="overflow-auto p-4">{JSON.stringify(delivery, null, 2)}</pre>;
}
