import { runCommand } from '../hosts/run-command.ts';
import { serveCommand } from './command.ts';

void runCommand(serveCommand(), process.argv.slice(2));
