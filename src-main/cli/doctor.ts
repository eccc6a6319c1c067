import type { Command } from 'commander';
import { type Checkup, checkFolder } from '../engine/history/doctor/check-folder.ts';
import { compactFolder } from '../engine/history/doctor/compact-folder.ts';
import { type Recovery, recoverFolder } from '../engine/history/doctor/recover-folder.ts';
import { resolveHostOptions } from '../hosts/options.ts';
import { exitStatus } from '../hosts/run-command.ts';
import { type CommonFlags, command } from './command.ts';
import { bytes, faint, paint, printJson, table } from './output.ts';

interface DoctorFlags extends CommonFlags {
  recover?: boolean;
  compact?: boolean;
}

interface Report extends Checkup {
  /** Null where nothing had to be recovered, or it was not asked for. */
  recovery: Recovery | null;
  compacted: ReturnType<typeof compactFolder> | null;
}

function show({ dataDir, healthy, findings, recovery, compacted }: Report): void {
  if (recovery) {
    console.log(`Recovered. The damaged file is kept as ${recovery.damagedFile}`);
    console.log(
      table(
        recovery.tables.map(({ table: name, kept, lost }) => [
          faint(name),
          `${kept} kept`,
          lost === 0 ? '' : paint('red', `${lost} lost`),
        ]),
      ),
    );
  }
  for (const { isProblem, count, text, examples } of findings) {
    console.log(`${isProblem ? paint('red', 'problem') : faint('note')}  ${text} (${count})`);
    for (const example of examples) console.log(`         ${faint(example)}`);
  }
  if (compacted) console.log(`Compacted: ${bytes(compacted.bytesBefore)} to ${bytes(compacted.bytesAfter)}.`);
  console.log(healthy ? `${dataDir} is healthy.` : `${dataDir} has problems.`);
}

/** Recovers only what is damaged: a sound file is left in its place. */
function recoverDamaged(checkup: Checkup, nowMs: number): Recovery | null {
  const isDamaged = checkup.findings.some(
    ({ kind }) => kind === 'damaged_file' || kind === 'broken_reference',
  );
  return isDamaged ? recoverFolder(checkup.dataDir, nowMs) : null;
}

/** `tacklebox doctor` */
export const doctorCommand = (): Command =>
  command(
    'doctor',
    'Check a data folder: the database, the files of bodies, rows set aside, the search index.',
  )
    .option('--recover', 'where it is damaged, save what is readable into a new file; the old one is kept')
    .option('--compact', 'make the files as small as what is in them')
    .action((flags: DoctorFlags) => {
      const { dataDir } = resolveHostOptions({ dataDir: flags.dataDir });
      const nowMs = Date.now();
      const before = checkFolder(dataDir);
      const recovery = flags.recover ? recoverDamaged(before, nowMs) : null;
      const checkup = recovery ? checkFolder(dataDir) : before;
      const compacted = flags.compact ? compactFolder(dataDir, nowMs) : null;
      const report: Report = { ...checkup, recovery, compacted };
      if (flags.json) printJson(report);
      else show(report);
      if (!report.healthy) process.exitCode = exitStatus.answerIsNo;
    });
