import { engine } from '#renderer/platform/client.ts';
import { useVerify } from './verify-store.ts';

const secret = 'It’s a secret to everybody';
const body = '{"zen":"Keep it logically awesome.","hook_id":4665}';

/** A request whose body got a line end on the way: what most people's first failed signature is. */
export async function loadExample(): Promise<void> {
  const { headers } = await engine.signatures.sign({ provider: 'github', secret, body });
  const lines = [
    'POST /webhooks/github HTTP/1.1',
    'Host: api.example.com',
    'User-Agent: GitHub-Hookshot/7f3c1d2',
    'Content-Type: application/json',
    'X-GitHub-Event: ping',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  const { change, paste } = useVerify.getState();
  paste('http', { text: `${lines.join('\n')}\n\n${body}\n`, bytes: null });
  change({ source: 'http', scheme: { by: 'look' }, secrets: [secret], webhookId: null, clock: 'now' });
}
