/**
 * The engine as a server under load. Arguments: data folder, durability; for an endpoint that checks signatures, provider
 * and secret. With `--watched` its events are printed as for a window that shows them.
 */
import { parseArgs } from 'node:util';
import { createEngine } from '#main/engine/create-engine.ts';
import { serveMeasured } from './measured-process.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { watched: { type: 'boolean' } },
});
const [dataDir = '', durability = 'normal', provider = 'generic', secret] = positionals;
const engine = await createEngine({ host: 'serve', version: '0', dataDir, receiverPort: 0 });
if (values.watched) engine.subscribe((batch) => void JSON.stringify(batch));
await engine.dispatch('settings.update', { durability });
await engine.dispatch('endpoints.create', { name: 'bench', provider, ...(secret ? { secret } : {}) });
const [endpoint] = engine.parts.history.endpoints.list();
serveMeasured(engine.parts.receiver.urlsOf(endpoint?.webhookId ?? '').url, () => engine.close());
