import { describe, expect, it } from 'vitest';
import { testEngine } from '../../support/engine.ts';
import { gitHubHeaders, send } from '../../support/http.ts';

describe('a delivery as Markdown', () => {
  it('says whether it is genuine and which mistake explains it, with headers and body that nothing breaks out of', async () => {
    const { client } = await testEngine();
    const { webhookId, url, signingSecret } = await client.endpoints.create({
      name: 'Repo',
      provider: 'github',
    });
    await client.endpoints.update({ webhookId, enforce: false });
    const body = '{"text":"```\\n</details><script>alert(1)</script>"}';
    const headers = { ...gitHubHeaders(body, signingSecret), authorization: 'Bearer very-secret-token' };
    await send(url, { method: 'POST', headers, body: `${body}\n` });
    const { items } = await client.deliveries.list({ webhookId });
    const deliveryId = items[0]?.deliveryId ?? '';
    const { text } = await client.deliveries.copyAs({ deliveryId, format: 'markdown' });
    expect(text).toContain('### `push` of github');
    expect(text).toContain('(proven)');
    expect(text).not.toContain('very-secret-token');
    // The body stands between fences that are longer than any run of ticks in it.
    const [, fence = '', shown = ''] = /\n(`{4,})json\n([\s\S]*?)\n\1/.exec(text) ?? [];
    expect(fence).toBe('````');
    expect(shown).toBe(body);
    expect(text.split('<details>')).toHaveLength(3);
    const revealed = await client.deliveries.copyAs({ deliveryId, format: 'markdown', reveal: true });
    expect(revealed.text).toContain('very-secret-token');
  });

  it('tells how the attempts of a sent one went', async () => {
    const { client } = await testEngine();
    const target = { url: 'http://127.0.0.1:9/nobody' };
    const event = { provider: 'github', eventType: 'push', secret: 'sesame' };
    const { deliveryId } = await client.deliveries.send({ ...event, target });
    const { text } = await client.deliveries.copyAs({ deliveryId, format: 'markdown' });
    expect(text).toMatch(/Attempts:\n\n1\. .*(refused|nobody listens)/i);
  });
});
