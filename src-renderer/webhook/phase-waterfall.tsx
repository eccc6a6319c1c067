import { formatDuration } from '#core/numbers/duration.ts';
import { type Tone, toneVar } from '#renderer/ui/tone.ts';

export interface WaterfallPhase {
  name: string;
  ms: number;
}

/** As in the timeline: waiting has the colour of what came of it, what goes before has colours of its own. */
const fills: Record<string, (tone: string) => string> = {
  DNS: () => 'var(--held)',
  connect: () => 'var(--info)',
  TLS: () => 'var(--accent)',
  send: () => 'var(--line-strong)',
  wait: (tone) => tone,
  download: (tone) => `color-mix(in oklab, ${tone} 55%, var(--panel))`,
};

/** Phases one after another, each a bar where and as long as it was. */
export function PhaseWaterfall({ phases, tone }: { phases: readonly WaterfallPhase[]; tone: Tone }) {
  const totalMs = phases.reduce((sum, { ms }) => sum + ms, 0);
  let atMs = 0;
  const rows = phases.map((phase) => {
    const row = { ...phase, atMs };
    atMs += phase.ms;
    return row;
  });
  return (
    <table className="w-full border-collapse" aria-label="Phases of the attempt">
      <tbody>
        {rows.map(({ name, ms, atMs: startMs }) => (
          <tr key={name}>
            <th scope="row" className="w-[76px] py-[2px] text-left text-xs font-normal text-soft">
              {name}
            </th>
            <td className="relative py-[2px]">
              <span
                aria-hidden
                className="absolute inset-y-[5px] min-w-[2px] rounded-[2px]"
                style={{
                  left: `${totalMs > 0 ? (startMs / totalMs) * 100 : 0}%`,
                  width: `${totalMs > 0 ? (ms / totalMs) * 100 : 0}%`,
                  maxWidth: '100%',
                  background: fills[name]?.(toneVar[tone]) ?? 'var(--soft)',
                }}
              />
            </td>
            <td className="w-[72px] py-[2px] text-right text-xs text-soft tabular-nums">
              {formatDuration(ms)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
