import { type Command, CommanderError } from 'commander';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { endWithLauncher } from './end-with-launcher.ts';

/** What a terminal command's exit status says. */
export const exitStatus = { done: 0, answerIsNo: 1, badArguments: 2, couldNotRun: 3 } as const;

function statusOf(error: unknown): number {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exitStatus.done : exitStatus.badArguments;
  if (error instanceof TackleboxError && error.kind === 'invalid') return exitStatus.badArguments;
  return exitStatus.couldNotRun;
}

function report(error: unknown, asJson: boolean): void {
  // Commander has said it already.
  if (error instanceof CommanderError) return;
  if (error instanceof TackleboxError) {
    if (asJson) console.log(JSON.stringify({ ok: false, error: error.toReply() }));
    else console.error(`tacklebox: ${error.message}`);
    return;
  }
  console.error('tacklebox: this is a bug.', error);
}

/** Makes a command and those below it throw in place of ending the process. */
export function throwInsteadOfExiting(command: Command): Command {
  command.exitOverride();
  for (const child of command.commands) throwInsteadOfExiting(child);
  return command;
}

/**
 * Runs a command line (without `node` and the script) and sets the process's exit status: see exitStatus. An action sets
 * `process.exitCode` itself where the answer is no.
 */
export async function runCommand(command: Command, args: readonly string[]): Promise<void> {
  endWithLauncher();
  try {
    await throwInsteadOfExiting(command).parseAsync([...args], { from: 'user' });
  } catch (error) {
    report(error, args.includes('--json'));
    process.exitCode = statusOf(error);
  }
}
