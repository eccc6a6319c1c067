/** The engine as a server under load. Arguments: data folder, durability, provider. */
import { createEngine } from '#main/engine/create-engine.ts';
import { serveMeasured } from './measured-process.ts';

const [dataDir = '', durability = 'normal'] = process.argv.slice(2);
const engine = await createEngine({ host: 'serve', version: '0', dataDir, receiverPort: 0 });
await engine.dispatch('settings.update', { durability });
await engine.dispatch('endpoints.create', { name: 'bench' });
const [endpoint] = engine.parts.history.endpoints.list();
serveMeasured(engine.parts.receiver.urlOf(endpoint?.webhookId ?? ''), () => engine.close());
