import { Command } from 'commander';
import { runCommand } from '../hosts/run-command.ts';
import { version } from '../hosts/version.ts';
import { serveCommand } from '../serve/command.ts';
import { adviseCommand } from './advise.ts';
import { capacityCommand } from './capacity.ts';
import { deliveriesCommand } from './deliveries.ts';
import { doctorCommand } from './doctor.ts';
import { endpointsCommand } from './endpoints.ts';
import { expectCommand } from './expect.ts';
import { fastForwardCommand } from './fast-forward.ts';
import { gauntletCommand } from './gauntlet.ts';
import { incidentCommand } from './incident.ts';
import { listenCommand } from './listen.ts';
import { providersCommand } from './providers.ts';
import { queueCommand } from './queue.ts';
import { sendCommand } from './send.ts';
import { signCommand, verifyCommand } from './signatures.ts';
import { simulateCommand } from './simulate.ts';
import { snippetCommand } from './snippet.ts';
import { tlsCommand } from './tls.ts';

const examples = `
Examples:
  tacklebox listen --provider github --secret s3cret
  tacklebox send --to http://127.0.0.1:3000/hooks --provider alfred --event agent.created --secret s3cret
  tacklebox verify --provider stripe --secret whsec_… --header 'Stripe-Signature: t=…,v1=…' --body payload.json
  tacklebox simulate --policy stripe --scenario 'down 0-6h; then 200'
  tacklebox incident --target http://127.0.0.1:3000 --since 2d --policy stripe,shopify
  tacklebox advise --goal 'lose less than 0.1 % in a 6 h outage, under 50/s on return'
  tacklebox gauntlet --provider stripe --secret whsec_… --to http://127.0.0.1:3000/hooks --junit gauntlet.xml
  tacklebox expect --where 'provider:stripe type:invoice.paid' --within 30s
  tacklebox snippet --provider github --language python
  tacklebox queue redeliver --status dead_letter --since 1h --dry-run
  tacklebox serve --port 0
  tacklebox doctor --recover

Exit status: 0 done, 1 the answer is no, 2 bad arguments, 3 could not run.`;

const program = new Command('tacklebox')
  .description('A workbench for webhooks: catch, explain, compose, replay.')
  .version(version)
  .addHelpText('after', examples);
const commands = [
  serveCommand,
  listenCommand,
  sendCommand,
  signCommand,
  verifyCommand,
  endpointsCommand,
  deliveriesCommand,
  queueCommand,
  simulateCommand,
  gauntletCommand,
  expectCommand,
  fastForwardCommand,
  incidentCommand,
  adviseCommand,
  capacityCommand,
  snippetCommand,
  tlsCommand,
  doctorCommand,
  providersCommand,
];
for (const make of commands) program.addCommand(make());

void runCommand(program, process.argv.slice(2));
