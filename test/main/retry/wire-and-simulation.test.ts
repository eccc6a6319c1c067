import { describe, expect, test } from 'vitest';
import { Behaviour, type BehaviourInput } from '#core/retry/scenario.ts';
import { playBehaviour } from '#core/retry/simulation/play-behaviour.ts';
import { testEngine } from '../../support/engine.ts';

const timeoutMs = 1500;
const body = 'twelve bytes';

/** Each with room between what it takes and the timeout, so that no busy machine decides. */
const behaviours: BehaviourInput[] = [
  { do: 'respond', status: 204 },
  { do: 'respond', status: 503, headers: [['Retry-After', '7']], body },
  { do: 'hang' },
  { do: 'empty_reply' },
  { do: 'garbage' },
  { do: 'reset' },
  { do: 'reset', afterBytes: 0, body },
  { do: 'reset', afterBytes: 30, body },
  { do: 'reset', afterBytes: 60, body },
  { do: 'reset', afterBytes: 10_000, body },
  { do: 'drip', chunkBytes: 40, everyMs: 5, body },
  { do: 'drip', chunkBytes: 1, everyMs: 100, body: 'a' },
  { do: 'pause_body', pauseMs: 20, afterBytes: 3, body },
  { do: 'pause_body', pauseMs: 60_000, afterBytes: 12, body },
  { do: 'pause_body', pauseMs: 60_000, afterBytes: 11, body },
  { do: 'wrong_length', declaredBytes: 3, body },
  { do: 'wrong_length', declaredBytes: 300, body },
  { do: 'wrong_length', declaredBytes: 5 },
  { do: 'bad_chunk', body },
  { do: 'bad_chunk', status: 204 },
  { do: 'half_close', body },
  { do: 'half_close' },
  { do: 'informational', code: 103, count: 3, body },
  { do: 'informational', code: 100, body },
  { do: 'informational', code: 101, body },
];

describe('a behaviour ends in a simulation as it ends on the wire:', () => {
  test('every one of them', async () => {
    const { client } = await testEngine();
    const { url, webhookId } = await client.endpoints.create({ name: 'bent' });
    for (const given of behaviours) {
      const behaviour = Behaviour.parse(given);
      await client.endpoints.update({
        webhookId,
        answer: { kind: 'scenario', scenario: { otherwise: behaviour } },
      });
      const { attemptList } = await client.deliveries.send({
        provider: 'generic',
        payload: { hello: 'there' },
        target: { url, timeoutMs },
        wait: true,
      });
      const outcome = attemptList.at(-1)?.outcome;
      const { status, failed } = playBehaviour(behaviour, { timeoutMs, latencyMs: 1 });
      expect(
        {
          status: outcome?.kind === 'responded' ? outcome.status : null,
          failed: outcome?.kind === 'failed' ? outcome.code : null,
        },
        JSON.stringify(given),
      ).toEqual({ status, failed });
    }
  }, 60_000);
});
