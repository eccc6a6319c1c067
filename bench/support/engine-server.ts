/** The engine as a server under load. Arguments: data folder, durability; for an endpoint that checks signatures, provider and secret. */
import { createEngine } from '#main/engine/create-engine.ts';
import { serveMeasured } from './measured-process.ts';

const [dataDir = '', durability = 'normal', provider = 'generic', secret] = process.argv.slice(2);
const engine = await createEngine({ host: 'serve', version: '0', dataDir, receiverPort: 0 });
await engine.dispatch('settings.update', { durability });
await engine.dispatch('endpoints.create', { name: 'bench', provider, ...(secret ? { secret } : {}) });
const [endpoint] = engine.parts.history.endpoints.list();
serveMeasured(engine.parts.receiver.urlsOf(endpoint?.webhookId ?? '').url, () => engine.close());
