/**
 * How many incidents the autopsy names: first, in the top two, and how many it proves that aren't so, for the classes that were
 * looked at while it was built and for those that weren't. `node scripts/autopsy-incidents.ts [COUNT] [--each]`: COUNT incidents of
 * each class; --each lists what was missed among the used ones; --later plays the second list; --used or --unused, one half.
 */
import { type Fault, families } from '../test/core/signing/diagnosis/incidents/fault.ts';
import { halves, incidents, laterIncidents } from '../test/core/signing/diagnosis/incidents/index.ts';
import { playClass, type Result } from '../test/core/signing/diagnosis/incidents/score.ts';

const count = Number(process.argv.find((one) => /^\d+$/.test(one)) ?? 8);
const all = process.argv.includes('--later') ? laterIncidents : incidents;
const percent = (part: number, whole: number) =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;

function line(name: string, results: readonly Result[]): string {
  const first = results.filter(({ place }) => place === 0).length;
  const topTwo = results.filter(({ place }) => place === 0 || place === 1).length;
  const falsely = results.filter(({ isFalselyProven }) => isFalselyProven).length;
  return [
    name.padEnd(24),
    String(results.length).padStart(6),
    percent(first, results.length).padStart(9),
    percent(topTwo, results.length).padStart(9),
    String(falsely).padStart(7),
  ].join('');
}

const playAll = (faults: readonly Fault[]) =>
  faults.flatMap((fault) => playClass(fault, all.indexOf(fault), count));

for (const [half, faults] of Object.entries(halves(all))) {
  if (process.argv.includes(half === 'used' ? '--unused' : '--used')) continue;
  const results = playAll(faults);
  console.log(`\n${half}: ${faults.length} classes`.padEnd(25), ' tries    first  top two  false');
  if (half === 'used') {
    for (const family of families)
      console.log(
        line(
          family,
          results.filter(({ fault }) => fault.family === family),
        ),
      );
  }
  console.log(line('all', results));
  const falselySaid = results
    .filter(({ isFalselyProven }) => isFalselyProven)
    .map(({ causes: [top] }) => top?.id);
  if (falselySaid.length > 0) console.log(`falsely proven: ${falselySaid.join(', ')}`);
  const slowest = Math.max(...results.map(({ elapsedMs }) => elapsedMs));
  console.log(`slowest ${slowest.toFixed(0)} ms`);
  if (half === 'used' && process.argv.includes('--each')) {
    for (const { fault, provider, seed, place, causes, isFalselyProven } of results) {
      if (place === 0 || place === 1) continue;
      const found = causes
        .map(({ id, proven }) => `${id}${proven ? '' : '?'}`)
        .slice(0, 3)
        .join(', ');
      console.log(
        `${isFalselyProven ? 'FALSE ' : ''}${fault.family} / ${fault.name} [${provider} ${seed}] -> ${found || 'nothing'}`,
      );
    }
  }
}
