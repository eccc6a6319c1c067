/** The engine as a server with two endpoints: one keeps, one keeps and forwards. Arguments: data folder, target. */
import { createContractClient } from '#core/contract/client.ts';
import { createEngine } from '#main/engine/create-engine.ts';
import { serveMeasured } from './measured-process.ts';

const [dataDir = '', target = ''] = process.argv.slice(2);
const engine = await createEngine({ host: 'serve', version: '0', dataDir, receiverPort: 0 });
const client = createContractClient((name, input) => engine.dispatch(name, input));
const plain = await client.endpoints.create({ name: 'plain' });
const { webhookId, url: forwardingUrl } = await client.endpoints.create({ name: 'forwarding' });
await client.endpoints.update({ webhookId, forward: { url: target } });
serveMeasured(plain.url, () => engine.close(), { forwardingUrl });
