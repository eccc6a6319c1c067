import { useState } from 'react';
import type { Delivery, DeliverySummary } from '#core/delivery/delivery.ts';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { type SecretChoice, secretInput } from './secret-choice.ts';

/** How a delivery is signed anew, as it stands in a form. */
export interface ResignState {
  wanted: boolean;
  /** As which provider does; '' as it was signed itself. */
  provider: string;
  secret: SecretChoice;
  /** Whose secret is kept for it; null where none is. */
  keptBy: string | null;
  /** The provider of the delivery. */
  own: string;
  setWanted(wanted: boolean): void;
  setProvider(provider: string): void;
  setSecret(secret: SecretChoice): void;
}

/** It came with a signature that was checked, so that an edit of it wants a new one. */
export const cameSigned = ({ verdict }: DeliverySummary): boolean =>
  verdict === 'verified' || verdict === 'failed';

/** Whose secret is kept for a delivery: its endpoint's, or the one that it was first sent with. */
function useKeptBy({
  webhookId,
  direction,
  ...delivery
}: DeliverySummary & Partial<Pick<Delivery, 'signed'>>) {
  const endpoint = useDirectory((directory) =>
    directory.endpoints?.find((candidate) => candidate.webhookId === webhookId),
  );
  if (direction === 'out') return delivery.signed ? 'its first sending' : null;
  return endpoint && endpoint.secretFingerprints.length > 0 ? endpoint.name : null;
}

/** The part of a form that says whether and with what a delivery is signed anew. */
export function useResign(
  delivery: DeliverySummary & Partial<Pick<Delivery, 'signed'>>,
  wantedAtFirst: boolean,
) {
  const keptBy = useKeptBy(delivery);
  const [wanted, setWanted] = useState(wantedAtFirst && keptBy !== null);
  const [provider, setProvider] = useState('');
  const [secret, setSecret] = useState<SecretChoice>(
    keptBy === null ? { by: 'typed', secret: '' } : { by: 'default' },
  );
  const own = delivery.provider;
  const state: ResignState = { wanted, provider, secret, keptBy, own, setWanted, setProvider, setSecret };
  return state;
}

/** Whether there is something to sign with, where it is wanted. */
export const isNamed = ({ wanted, secret }: ResignState): boolean =>
  !wanted || secret.by !== 'typed' || secret.secret !== '';

/** As `deliveries.replay` and `queue.edit` take it. */
export const resignInput = ({ provider, secret }: ResignState) => ({
  ...(provider === '' ? {} : { provider }),
  ...secretInput(secret),
});
