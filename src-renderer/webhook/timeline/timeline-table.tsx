import { formatDuration } from '#core/numbers/duration.ts';
import type { TimeZoneChoice } from '#renderer/ui/format.ts';
import { Table } from '#renderer/ui/table.tsx';
import { momentWords } from './figures.ts';
import { barEndMs, type TimelineModel } from './model.ts';
import { bandWords, durationWords, waitWords } from './words.ts';

interface Row {
  key: string;
  atMs: number;
  track: string;
  what: string;
  took: string;
  detail: string;
}

/** Everything that is drawn, in order of time. */
export function rowsOf({ tracks }: TimelineModel): Row[] {
  const rows = tracks.flatMap((track): Row[] => {
    const row = (part: string, atMs: number, what: string, took: string, detail: string): Row => ({
      key: `${track.id} ${part}`,
      atMs,
      track: track.label,
      what,
      took,
      detail,
    });
    const { start, bars, waits, bands, ghosts, state } = track;
    return [
      ...(start ? [row('start', start.atMs, start.label, '', start.detail)] : []),
      ...bands.map(({ kind, fromMs, toMs, label }) =>
        row(
          `${kind} ${fromMs}`,
          fromMs,
          bandWords[kind].short,
          toMs === null ? '' : formatDuration(toMs - fromMs),
          label,
        ),
      ),
      ...bars.map((bar) => row(bar.id, bar.startMs, bar.label, durationWords(bar), bar.detail)),
      ...waits.map(({ fromMs, toMs, reason, detail }) =>
        row(
          `wait ${fromMs} ${reason}`,
          fromMs,
          'waits',
          formatDuration(toMs - fromMs),
          detail ?? waitWords[reason].sentence,
        ),
      ),
      ...ghosts.map(({ id, atMs, label, detail }) => row(id, atMs, `${label}, not made yet`, '', detail)),
      ...(state
        ? [row('state', state.atMs ?? Math.max(0, ...bars.map(barEndMs)), state.label, '', state.detail)]
        : []),
    ];
  });
  // Sorting is stable: what begins together stays in the order above.
  return rows.sort((a, b) => a.atMs - b.atMs);
}

/** The picture as a table. */
export function TimelineTable({
  model,
  label,
  zone,
}: {
  model: TimelineModel;
  label: string;
  zone: TimeZoneChoice;
}) {
  const hasTracks = model.tracks.length > 1;
  return (
    <div className="overflow-x-auto">
      <Table<Row>
        label={`${label}, as a table`}
        rows={rowsOf(model)}
        rowKey={({ key }) => key}
        columns={[
          { id: 'at', title: 'When', cell: ({ atMs }) => momentWords(atMs, model.clock, zone) },
          ...(hasTracks ? [{ id: 'track', title: 'Of', cell: ({ track }: Row) => track }] : []),
          { id: 'what', title: 'What', cell: ({ what }) => what },
          { id: 'took', title: 'How long', cell: ({ took }) => took },
          { id: 'detail', title: 'More', cell: ({ detail }) => <span className="text-soft">{detail}</span> },
        ]}
      />
    </div>
  );
}
