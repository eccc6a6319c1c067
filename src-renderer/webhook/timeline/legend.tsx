import type { ReactNode } from 'react';
import type { TimelineModel } from './model.ts';
import { bandWords, phaseWords, waitWords } from './words.ts';

function Entry({ mark, words }: { mark: ReactNode; words: string }) {
  return (
    <li className="flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden className="grid w-[14px] place-items-center">
        {mark}
      </span>
      {words}
    </li>
  );
}

const swatch = (background: string) => <span className="size-2 rounded-[2px]" style={{ background }} />;

/** What the timeout's line is, and whose word it is. */
function timeoutWords({ tracks }: TimelineModel): string {
  const ours = tracks.filter(({ timeoutIsOurs }) => timeoutIsOurs);
  if (ours.length === 0) return 'timeout of the attempt';
  const whose = ours.length === tracks.length ? '' : ` of ${ours.map(({ label }) => label).join(' and ')}`;
  return `timeout of the attempt; nobody publishes that${whose}, it is ours`;
}

/** What the colours and lines of this very picture mean; nothing that isn't in it. */
export function Legend({ model }: { model: TimelineModel }) {
  const { tracks } = model;
  const phases = new Set(
    tracks
      .flatMap(({ bars }) => bars.flatMap((bar) => bar.phases))
      .filter(({ ms }) => ms > 0)
      .map(({ name }) => name),
  );
  const reasons = new Set(tracks.flatMap(({ waits }) => waits.map(({ reason }) => reason)));
  const bands = new Set(tracks.flatMap((track) => track.bands.map(({ kind }) => kind)));
  const hasGhosts = tracks.some(({ ghosts }) => ghosts.length > 0);
  const hasTimeout = tracks.some(({ bars }) => bars.some(({ timeoutMs }) => timeoutMs != null));
  const named = [...phases].filter((name) => phaseWords[name].colour !== null);
  return (
    <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-soft">
      {[...reasons].map((reason) => {
        const { sentence, colour, dash } = waitWords[reason];
        return (
          <Entry
            key={reason}
            mark={
              <svg width={14} height={4} aria-hidden>
                <line x1={0} x2={14} y1={2} y2={2} stroke={colour} strokeWidth={2} strokeDasharray={dash} />
              </svg>
            }
            words={sentence}
          />
        );
      })}
      {named.map((name) => (
        <Entry
          key={name}
          mark={swatch(phaseWords[name].colour ?? 'transparent')}
          words={phaseWords[name].sentence}
        />
      ))}
      {named.length > 0 && (
        <Entry
          mark={<span className="size-2 rounded-[2px] bg-linear-to-r from-(--ok) to-(--warn)" />}
          words={
            phases.has('answering') && !phases.has('wait')
              ? 'the answer was given'
              : 'waiting, in the colour of what came of it'
          }
        />
      )}
      {[...bands].map((kind) => (
        <Entry key={kind} mark={swatch(bandWords[kind].colour)} words={bandWords[kind].short} />
      ))}
      {hasGhosts && (
        <Entry
          mark={<span className="size-2.5 rounded-[2px] border border-dashed border-line-strong" />}
          words="not made yet"
        />
      )}
      {hasTimeout && (
        <Entry
          mark={<span className="h-3 border-l border-dashed border-bad" />}
          words={timeoutWords(model)}
        />
      )}
    </ul>
  );
}
