import { expect, it } from 'vitest';
import { testEngine } from '../support/engine.ts';
import { send } from '../support/http.ts';

it('says of a caught delivery what reading, checking, keeping and answering took', async () => {
  const { client } = await testEngine();
  const { url, webhookId } = await client.endpoints.create({ name: 'Timed', provider: 'generic' });
  await client.endpoints.update({ webhookId, enforce: 'never', scheme: { kind: 'none' } });
  await send(url, { method: 'POST', body: '{}' });
  const delayMs = 120;
  await client.endpoints.update({
    webhookId,
    answer: { kind: 'fixed', status: 202, headers: [], body: '', delayMs },
  });
  await send(url, { method: 'POST', body: '{}' });
  const [slow, quick] = (await client.deliveries.list({ webhookId })).items;
  const timesOf = async (deliveryId = '') => (await client.deliveries.get({ deliveryId })).captureTimes;
  await expect.poll(() => timesOf(slow?.deliveryId), { timeout: 10_000 }).toBeDefined();
  for (const one of [slow, quick]) {
    const times = await timesOf(one?.deliveryId);
    for (const ms of Object.values(times ?? { missing: Number.NaN })) expect(ms).toBeGreaterThanOrEqual(0);
  }
  // A timer may fire a little early, never by much.
  expect((await timesOf(slow?.deliveryId))?.answerMs).toBeGreaterThan(delayMs * 0.9);
});
