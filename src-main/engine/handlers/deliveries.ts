import type { Contract, Handlers } from '#core/contract/index.ts';
import type { EngineParts } from '../engine.ts';
import { deliveryExchanges } from './deliveries-exchange.ts';
import { deliveryKeeps } from './deliveries-keep.ts';
import { deliveryOverview } from './deliveries-overview.ts';
import { deliveryReads } from './deliveries-read.ts';
import { deliverySends } from './deliveries-send.ts';

/** Everything about what was caught and what is sent. */
export const deliveryHandlers = (parts: EngineParts): Handlers<Contract['deliveries']> => ({
  ...deliveryReads(parts),
  ...deliverySends(parts),
  ...deliveryKeeps(parts),
  ...deliveryExchanges(parts),
  ...deliveryOverview(parts),
});
