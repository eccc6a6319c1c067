import { expect, it } from 'vitest';
import { type AttemptOfDelivery, stateOfAttempts } from '#core/delivery/attempts-state.ts';
import { RetryPolicy } from '#core/retry/policy.ts';

const attempt = (more: Partial<AttemptOfDelivery> = {}): AttemptOfDelivery => ({
  url: 'http://a/',
  number: 1,
  reason: 'send',
  state: 'succeeded',
  plan: { policy: null, firstNumber: 1 },
  held: false,
  waitsForTarget: false,
  ...more,
});
const policy = RetryPolicy.parse({ maxAttempts: 3, schedule: { kind: 'list', waitsMs: [1, 1] } });

it('the last attempt to a target speaks for it', () => {
  expect(stateOfAttempts([])).toBeNull();
  expect(stateOfAttempts([attempt({ state: 'running' })])).toBe('pending');
  expect(stateOfAttempts([attempt({ state: 'failed' }), attempt({ number: 2, state: 'scheduled' })])).toBe(
    'retrying',
  );
  expect(stateOfAttempts([attempt({ state: 'failed' }), attempt({ number: 2 })])).toBe('succeeded');
});

it('a failure is a dead letter only where there was a policy to give up', () => {
  expect(stateOfAttempts([attempt({ state: 'failed' })])).toBe('failed');
  expect(stateOfAttempts([attempt({ state: 'failed', plan: { policy, firstNumber: 1 } })])).toBe(
    'dead_letter',
  );
});

it('a redelivery that has just begun is pending again', () => {
  const again = attempt({
    number: 4,
    state: 'scheduled',
    reason: 'redeliver',
    plan: { policy, firstNumber: 4 },
  });
  expect(stateOfAttempts([attempt({ number: 3, state: 'failed' }), again])).toBe('pending');
});

it('of several targets the one that wants most attention speaks', () => {
  expect(stateOfAttempts([attempt(), attempt({ url: 'http://b/', state: 'failed' })])).toBe('failed');
  expect(
    stateOfAttempts([
      attempt({ state: 'failed' }),
      attempt({ url: 'http://b/', state: 'scheduled', waitsForTarget: true }),
    ]),
  ).toBe('retained');
  expect(stateOfAttempts([attempt(), attempt({ url: 'http://b/', state: 'scheduled', held: true })])).toBe(
    'held',
  );
});

it('replays to other targets change nothing, unless there is nothing else', () => {
  const replay = attempt({ url: 'http://elsewhere/', reason: 'replay', state: 'failed' });
  expect(stateOfAttempts([attempt(), replay])).toBe('succeeded');
  expect(stateOfAttempts([replay])).toBe('failed');
  expect(stateOfAttempts([attempt({ state: 'failed' }), attempt({ reason: 'replay' })])).toBe('succeeded');
});
