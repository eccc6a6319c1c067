import { describe, expect, it } from 'vitest';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { testEngine } from '../../support/engine.ts';

const target = { url: 'http://127.0.0.1:9/' };

/** Policies that no provider could have, and the word that its refusal must name. */
const impossible: [name: string, policy: object, field: string][] = [
  [
    'that never ends',
    { maxAttempts: null, schedule: { kind: 'linear', firstMs: 1, stepMs: 0 } },
    'maxAttempts',
  ],
  [
    'whose list repeats without end',
    { maxAttempts: null, schedule: { kind: 'list', waitsMs: [1], repeatLast: true } },
    'maxAttempts',
  ],
  ['whose success no answer can be', { success: '100-199' }, 'success'],
  ['whose success is empty once its exceptions are taken out', { success: '200-299,!2xx' }, 'success'],
  ['with a range that runs backwards', { success: '299-200' }, 'success'],
  ['that waits for longer than a year', { schedule: { kind: 'list', waitsMs: [9e15] } }, 'waitsMs'],
  ['that shrinks its waits', { schedule: { kind: 'exponential', baseMs: 1000, factor: 0.5 } }, 'factor'],
  ['with a key that nobody knows', { maxAtempts: 3 }, 'maxAtempts'],
  ['that switches off for no reason', { disableAfter: { recovery: { afterMs: 1000 } } }, 'disableAfter'],
  ['that spreads by nothing', { jitter: { kind: 'spread', ratio: 0 } }, 'ratio'],
];

describe('a policy', () => {
  it.each(impossible)('%s is refused alike wherever it is given', async (_name, policy, field) => {
    const { client } = await testEngine();
    const { webhookId } = await client.endpoints.create({ name: 'Any', provider: 'generic' });
    // What the types forbid is what is tried here.
    const given = policy as never;
    const ways: [string, () => Promise<unknown>][] = [
      ['simulate', () => client.retry.simulate({ policy: given })],
      [
        'fastForward',
        () => client.retry.fastForward({ policy: given, target, event: { provider: 'generic' } }),
      ],
      ['send', () => client.deliveries.send({ provider: 'generic', target, retryPolicy: given })],
      [
        'forward',
        () =>
          client.endpoints.update({
            webhookId,
            forward: { routes: [{ target, retryPolicy: given }], paused: false },
          }),
      ],
    ];
    for (const [way, ask] of ways) {
      const error = await ask().then(
        () => null,
        (problem: unknown) => problem,
      );
      expect(error, way).toBeInstanceOf(TackleboxError);
      if (!(error instanceof TackleboxError)) continue;
      expect(['invalid_input', 'policy_invalid'], way).toContain(error.code);
      expect(`${error.message} ${JSON.stringify(error.details)}`, way).toContain(field);
    }
    expect((await client.deliveries.list({})).items).toEqual([]);
    expect((await client.endpoints.get({ webhookId })).forward).toBeNull();
  });
});
