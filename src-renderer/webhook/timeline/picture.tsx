import { Ban, CircleCheck, CirclePause, CircleX, Inbox, LoaderCircle, type LucideIcon } from 'lucide-react';
import { useMemo, useState } from 'react';
import { cx } from '#renderer/ui/cx.ts';
import { formatCountdown, type TimeZoneChoice } from '#renderer/ui/format.ts';
import { type Tone, toneText } from '#renderer/ui/tone.ts';
import { Axis, axisPx } from './axis.tsx';
import { markWords } from './figures.ts';
import { type PlacedMark, type PlacedTrack, rows, trackPx } from './layout.ts';
import type { TimelineModel, TimelineState } from './model.ts';
import type { TimeScale } from './scale.ts';
import { ticksOf } from './ticks.ts';
import { TrackDrawing } from './track-drawing.tsx';

interface PictureProps {
  tracks: readonly PlacedTrack[];
  model: TimelineModel;
  scale: TimeScale;
  widthPx: number;
  zone: TimeZoneChoice;
  nowMs: number | null;
  pointedId: string | null;
  selectedId: string | null;
  /** The one mark that the Tab key comes to. */
  walkedId: string | null;
  onPoint(id: string | null): void;
  onWalk(id: string): void;
  onBrush(fromX: number, toX: number): void;
  onSeek: ((ms: number) => void) | undefined;
  onSelect: ((id: string) => void) | undefined;
}

const stateIcons: Record<TimelineState['kind'], LucideIcon> = {
  succeeded: CircleCheck,
  dead_letter: Inbox,
  failed: CircleX,
  cancelled: Ban,
  waiting: CirclePause,
  going_on: LoaderCircle,
};

/** A press that moves less is a click. */
const leastBrushPx = 5;

function StateChip({ state }: { state: TimelineState }) {
  const Icon = stateIcons[state.kind];
  return (
    <span
      data-part="state"
      className={cx('flex shrink-0 items-center gap-1', toneText[state.tone])}
      title={state.detail}
    >
      <Icon size={14} aria-hidden />
      {state.label}
    </span>
  );
}

const labelOf = (mark: PlacedMark, nowMs: number | null): { label: string; detail: string; tone: Tone } => {
  switch (mark.kind) {
    case 'bar':
      return mark.bar;
    case 'ghost': {
      const { label, detail, atMs, next } = mark.ghost;
      if (!next || nowMs === null) return { label, detail, tone: next ? 'accent' : 'neutral' };
      return {
        label: atMs <= nowMs ? 'due now' : `in ${formatCountdown(atMs - nowMs)}`,
        detail: label,
        tone: 'accent',
      };
    }
    case 'start':
      return mark.moment;
    case 'end':
      return mark.state;
  }
};

/** The drawing itself: tracks over their axis, and a button over each mark. */
export function Picture(props: PictureProps) {
  const { tracks, model, scale, widthPx, zone, nowMs } = props;
  const [brush, setBrush] = useState<{ from: number; to: number } | null>(null);
  const axisY = tracks.length * trackPx;
  const heightPx = axisY + axisPx;
  const ticks = useMemo(() => ticksOf(model, scale, widthPx, zone), [model, scale, widthPx, zone]);
  return (
    <div className="relative overflow-hidden" style={{ height: heightPx }}>
      <svg
        width={widthPx}
        height={heightPx}
        className="absolute inset-0 touch-none"
        aria-hidden
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setBrush({ from: event.nativeEvent.offsetX, to: event.nativeEvent.offsetX });
        }}
        onPointerMove={(event) =>
          brush &&
          setBrush({ from: brush.from, to: Math.min(widthPx, Math.max(0, event.nativeEvent.offsetX)) })
        }
        onPointerUp={() => {
          if (!brush) return;
          if (Math.abs(brush.to - brush.from) >= leastBrushPx) props.onBrush(brush.from, brush.to);
          else props.onSeek?.(scale.ms(brush.from));
          setBrush(null);
        }}
        onPointerCancel={() => setBrush(null)}
      >
        <Axis ticks={ticks} y={axisY} widthPx={widthPx} />
        {tracks.map((placed) => (
          <TrackDrawing key={placed.track.id} placed={placed} widthPx={widthPx} pointedId={props.pointedId} />
        ))}
        {nowMs !== null && (
          <line
            data-part="now"
            x1={scale.x(nowMs)}
            x2={scale.x(nowMs)}
            y1={0}
            y2={axisY}
            stroke="var(--accent)"
            strokeWidth={1.5}
          />
        )}
        {brush && (
          <rect
            x={Math.min(brush.from, brush.to)}
            y={0}
            width={Math.abs(brush.to - brush.from)}
            height={axisY}
            fill="var(--accent)"
            opacity={0.15}
          />
        )}
      </svg>
      {tracks.map((placed) => (
        <Words key={placed.track.id} {...props} placed={placed} />
      ))}
    </div>
  );
}

/** What is written over a track, and what of it can be pressed. */
function Words({ placed, ...props }: { placed: PlacedTrack } & PictureProps) {
  const { track, y, marks, waits, bands, labels } = placed;
  const { widthPx, model, zone, nowMs, selectedId } = props;
  return (
    <>
      <div
        className="pointer-events-none absolute inset-x-0 flex items-baseline justify-between gap-3 text-xs"
        style={{ top: y, height: rows.header }}
      >
        <span className="truncate font-semibold text-soft">{track.label}</span>
        {track.state && <StateChip state={track.state} />}
      </div>
      {bands.map(({ band, x, width }) => {
        const from = Math.max(0, x);
        const room = Math.min(widthPx, x + width) - from;
        return room < 50 || track.label !== '' ? null : (
          <span
            key={`${band.kind} ${band.fromMs}`}
            aria-hidden
            className="pointer-events-none absolute truncate pl-1 text-xs text-faint"
            style={{ left: from, width: Math.min(room, widthPx * 0.6), top: y }}
          >
            {band.label}
          </span>
        );
      })}
      {waits.map(({ wait, x, width, text }) => (
        <span
          key={`${wait.fromMs} ${wait.reason}`}
          aria-hidden
          className="pointer-events-none absolute overflow-hidden text-center text-xs whitespace-nowrap text-soft tabular-nums"
          style={{ left: x, width, top: y + rows.header }}
        >
          {text}
        </span>
      ))}
      {marks.map((mark) => {
        const isSeen = mark.x + mark.width >= 0 && mark.x <= widthPx;
        // What was walked to keeps the focus, though the view has left it.
        if (!isSeen && mark.id !== props.walkedId) return null;
        const { label, detail, tone } = labelOf(mark, nowMs);
        const words = isSeen ? labels.get(mark.id) : undefined;
        const left = Math.max(0, Math.min(mark.x, widthPx - (words?.width ?? 0)));
        return (
          <div key={mark.id}>
            <button
              type="button"
              data-mark={mark.id}
              tabIndex={mark.id === props.walkedId ? 0 : -1}
              aria-label={markWords(mark, track, model.clock, zone)}
              aria-pressed={mark.kind === 'bar' && props.onSelect ? mark.id === selectedId : undefined}
              onMouseEnter={() => props.onPoint(mark.id)}
              onMouseLeave={() => props.onPoint(null)}
              onFocus={() => props.onWalk(mark.id)}
              onClick={() => mark.kind === 'bar' && props.onSelect?.(mark.id)}
              className="absolute rounded-sm"
              style={{
                left: Math.min(widthPx - 10, Math.max(0, mark.x - 2)),
                width: Math.max(10, Math.min(mark.width, widthPx - mark.x) + 4),
                top: y + rows.header + rows.waits - 2,
                height: rows.bar + 4,
              }}
            />
            {words && (
              <span
                aria-hidden
                className="pointer-events-none absolute text-xs tabular-nums"
                style={{ left, width: words.width, top: y + rows.header + rows.waits + rows.bar + 2 }}
              >
                <span className={cx('block truncate', toneText[tone])}>
                  {label}
                  {words.more > 0 && <span className="text-faint"> +{words.more}</span>}
                </span>
                <span className="block truncate text-faint">{detail}</span>
              </span>
            )}
          </div>
        );
      })}
    </>
  );
}
