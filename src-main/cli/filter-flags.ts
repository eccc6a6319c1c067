import type { Command } from 'commander';
import type { DeliveryFilter } from '#core/delivery/filter/delivery-filter.ts';
import type { CommonFlags } from './command.ts';

export interface FilterFlags extends CommonFlags {
  direction?: DeliveryFilter['direction'];
  webhook?: string;
  provider?: string;
  event?: string;
  verdict?: DeliveryFilter['verdict'];
  status?: DeliveryFilter['status'];
  search?: string;
  since?: string;
  until?: string;
  where?: string;
}

/** The filter of these flags. The engine checks the values, and names what is wrong with one. */
export const filterOf = (flags: FilterFlags): DeliveryFilter => ({
  direction: flags.direction,
  webhookId: flags.webhook,
  provider: flags.provider,
  eventType: flags.event,
  verdict: flags.verdict,
  status: flags.status,
  search: flags.search,
  since: flags.since,
  until: flags.until,
  where: flags.where,
});

/** Adds what narrows a list of deliveries. */
export const withFilter = (base: Command): Command =>
  base
    .option('--direction <in|out>', 'caught or sent')
    .option('--webhook <id>', 'of one endpoint')
    .option('--provider <id>', 'of one provider')
    .option('--event <type>', 'of one event type')
    .option('--verdict <mark>', 'verified, failed, unverified or handshake')
    .option('--status <status>', 'such as 404, 5xx or dead_letter')
    .option('--search <words>', 'in bodies, headers and ids')
    .option('--since <time>', 'ISO 8601, or a span back from now such as 15m')
    .option('--until <time>', 'ISO 8601, or a span back from now')
    .option(
      '--where <filter>',
      "such as 'provider:stripe status:5xx body.data.amount>1000 -type:ping' (docs/filters.md)",
    );
