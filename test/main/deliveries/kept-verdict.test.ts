import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { testEngine } from '../../support/engine.ts';
import { send } from '../../support/http.ts';

const secret = 'a secret';

/** As much of a body as a verdict shows. */
const shownBytes = 2048;

const cases: [name: string, body: Buffer, text: string, encoding: 'utf8' | 'base64'][] = [
  ['a short one', Buffer.from('{"ref":"main"}'), '{"ref":"main"}', 'utf8'],
  ['one in a file', Buffer.alloc(100_000, 'y'), 'y'.repeat(shownBytes), 'utf8'],
  ['one cut within a character', Buffer.from(`x${'é'.repeat(3000)}`), `x${'é'.repeat(1023)}`, 'utf8'],
  ['no text', Buffer.alloc(3000, 0xff), Buffer.alloc(shownBytes, 0xff).toString('base64'), 'base64'],
  ['none', Buffer.alloc(0), '', 'utf8'],
];

it('shows the signed body in a kept verdict as it came', async () => {
  const { client } = await testEngine();
  const { url } = await client.endpoints.create({ name: 'x', provider: 'github', secret });
  for (const [name, body, text, encoding] of cases) {
    const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const headers = { 'X-GitHub-Event': 'push', 'X-Hub-Signature-256': signature };
    const answer = await send(url, { method: 'POST', headers, body });
    const { deliveryId } = JSON.parse(answer.text);
    const { verdictDetail } = await client.deliveries.get({ deliveryId });
    expect(verdictDetail?.code, name).toBe('genuine');
    expect(verdictDetail?.signedContent, name).toEqual([
      { source: 'body', text, encoding, bytes: body.length, truncated: body.length > shownBytes },
    ]);
  }
});
