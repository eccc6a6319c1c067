import { newId } from '#main/engine/history/ids.ts';
import { openHistory } from '#main/engine/history/open-history.ts';

/** Run as a process of its own: holds the folder named by its argument, keeps one delivery, tells so, and waits. */
const history = openHistory({
  dataDir: process.argv[2] ?? '',
  clock: { nowMs: () => Date.now() },
  durability: 'normal',
  onBug: (error) => {
    throw error;
  },
  host: 'a test',
});
await history.deliveries.capture({
  deliveryId: newId('whd', Date.now()),
  webhookId: 'whk_TEST',
  provider: 'generic',
  method: 'POST',
  target: '/',
  httpVersion: '1.1',
  rawHeaders: [],
  body: Buffer.from('{}'),
  remoteAddress: null,
  receivedAtMs: Date.now(),
  contentType: null,
  eventType: null,
  providerDeliveryId: null,
  verdict: 'unverified',
  verdictDetail: null,
  looksLike: null,
  answer: null,
  state: 'received',
});
process.send?.('kept');
setInterval(() => undefined, 60_000);
