import { Command } from 'commander';

export interface CommonFlags {
  json?: boolean;
  dataDir?: string;
}

/** A command with the options that every command takes. */
export const command = (usage: string, description: string): Command =>
  new Command(usage)
    .description(description)
    .option('--json', 'print JSON, for a program')
    .option('--data-dir <dir>', 'where everything is kept [TACKLEBOX_DATA_DIR]');

/** A command that only holds others. */
export const group = (name: string, description: string, members: Command[]): Command => {
  const parent = new Command(name).description(description);
  for (const member of members) parent.addCommand(member);
  return parent;
};
