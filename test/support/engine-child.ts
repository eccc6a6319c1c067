/** An engine in a process of its own, for tests that kill it. Arguments: data folder, durability. Prints where it catches. */
import { createEngine } from '#main/engine/create-engine.ts';

const [dataDir = '', durability = 'normal'] = process.argv.slice(2);
const engine = await createEngine({ host: 'serve', version: '0.0.0', dataDir, receiverPort: 0 });
await engine.dispatch('settings.update', { durability });
const { history, receiver } = engine.parts;
if (history.endpoints.list().length === 0) await engine.dispatch('endpoints.create', { name: 'x' });
for (const { webhookId } of history.endpoints.list()) console.log(receiver.urlsOf(webhookId).url);
process.once('SIGTERM', () => void engine.close());
