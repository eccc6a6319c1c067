import { Minus, Plus, Scan, Table2 } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { TimeZoneChoice } from '#renderer/ui/format.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { markWords } from './figures.ts';
import { layoutTimeline } from './layout.ts';
import { Legend } from './legend.tsx';
import { MiniMap } from './mini-map.tsx';
import { spanOf, storyUntil, type TimelineModel } from './model.ts';
import { Picture } from './picture.tsx';
import {
  brushed,
  edgePx,
  fittingScale,
  isWhole,
  panned,
  type ScaleKind,
  timeScale,
  wholeView,
  zoomed,
} from './scale.ts';
import { TimelineTable } from './timeline-table.tsx';
import { useView } from './use-view.ts';

export interface TimelineProps {
  /** What is drawn: one track or several on one axis. */
  model: TimelineModel;
  /** Names the picture and its table for screen readers. */
  label: string;
  /** How times of day are written, where the model's clock is one. */
  zone?: TimeZoneChoice;
  /** A moment of the model's clock: a line is drawn there, and the next attempt counts down to itself. */
  nowMs?: number | null;
  /** The story is drawn as far as `nowMs`, on the axis of all of it: a time-lapse. */
  unfolds?: boolean;
  /** A moment that was pointed at, beside any mark: for scrubbing. */
  onSeek?(ms: number): void;
  /** A bar was opened: its id. */
  onSelect?(id: string): void;
  selectedId?: string | null;
}

const scales: readonly { value: ScaleKind; label: string }[] = [
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Log' },
  { value: 'step', label: 'By step' },
];

const scaleWords: Record<ScaleKind, string> = {
  linear: '',
  log: 'Logarithmic: the same distance is a multiple of time, not an amount.',
  step: 'By step: every attempt and wait has room of its own; distances say nothing.',
};

const zoomStep = 0.6;
const panStep = 0.2;

/**
 * The picture of one or more deliveries' lives: when each began, its attempts with their phases, the waits between with
 * their reasons, what lay behind them, what is yet to come, and how it ended. Inbox, Simulate, fast-forward, comparison and
 * time-lapse draw with it: they make a `TimelineModel` and hand it over. All of the story is in view until it is zoomed,
 * by wheel, brush, keys (+, -, 0, Shift with arrows) or buttons; the arrow keys walk from mark to mark.
 */
export function Timeline(props: TimelineProps) {
  const {
    model,
    label,
    zone = 'utc',
    nowMs = null,
    unfolds = false,
    onSeek,
    onSelect,
    selectedId = null,
  } = props;
  const box = useRef<HTMLDivElement>(null);
  const [widthPx, setWidthPx] = useState(640);
  const [chosen, setChosen] = useState<ScaleKind | null>(null);
  const [asTable, setAsTable] = useState(false);
  const [pointedId, setPointedId] = useState<string | null>(null);
  const [walkedId, setWalkedId] = useState<string | null>(null);
  const { view, setView } = useView(box);
  const hintId = useId();
  const kind = chosen ?? fittingScale(model);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => element.clientWidth > 0 && setWidthPx(element.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);

  const scale = useMemo(() => timeScale(model, kind, widthPx, view), [model, kind, widthPx, view]);
  const story = useMemo(
    () => (unfolds && nowMs !== null ? storyUntil(model, nowMs) : model),
    [model, unfolds, nowMs],
  );
  const tracks = useMemo(() => layoutTimeline(story, scale, widthPx), [story, scale, widthPx]);
  const marks = tracks.flatMap((placed) => placed.marks.map((mark) => ({ mark, placed })));
  const shownId = pointedId ?? walkedId ?? selectedId;
  const pointed = marks.find(({ mark }) => mark.id === shownId);

  // What was walked to comes into view and gets the focus once it is drawn.
  useEffect(() => {
    if (walkedId === null) return;
    box.current
      ?.querySelector<HTMLElement>(`[data-mark="${CSS.escape(walkedId)}"]`)
      ?.focus({ preventScroll: false });
  }, [walkedId]);

  function walk(step: number): void {
    const focused = document.activeElement?.getAttribute('data-mark');
    const at = marks.findIndex(({ mark }) => mark.id === focused);
    const to = marks[Math.min(marks.length - 1, Math.max(0, at + step))];
    if (!to) return;
    const { x } = to.mark;
    if (x < 0 || x > widthPx) setView((old) => panned(old, (x - widthPx / 2) / widthPx));
    setWalkedId(to.mark.id);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = new Map<string, () => void>([
      ['ArrowLeft', () => (event.shiftKey ? setView((old) => panned(old, -panStep)) : walk(-1))],
      ['ArrowRight', () => (event.shiftKey ? setView((old) => panned(old, panStep)) : walk(1))],
      ['Home', () => walk(-marks.length)],
      ['End', () => walk(marks.length)],
      ['+', () => zoomBy(zoomStep)],
      ['=', () => zoomBy(zoomStep)],
      ['-', () => zoomBy(1 / zoomStep)],
      ['0', () => setView(wholeView)],
    ]);
    const act = acts.get(event.key);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** Around what is walked to, else around the middle. */
  function zoomBy(factor: number): void {
    const lengthPx = widthPx - 2 * edgePx;
    const at = pointed ? (pointed.mark.x + pointed.mark.width / 2 - edgePx) / lengthPx : 0.5;
    setView((old) => zoomed(old, factor, at >= 0 && at <= 1 ? at : 0.5));
  }

  const { fromMs, toMs } = spanOf(model);
  return (
    <figure className="m-0 grid min-w-0 gap-1.5" aria-label={label}>
      <div className="flex flex-wrap items-center gap-1.5">
        <Segmented label="Axis" value={kind} options={scales} onChange={setChosen} />
        <span className="min-w-0 flex-1 truncate text-xs text-faint" title={scaleWords[kind]}>
          {scaleWords[kind]}
        </span>
        <IconButton
          icon={Minus}
          label="Zoom out"
          keys="-"
          disabled={isWhole(view)}
          onClick={() => zoomBy(1 / zoomStep)}
        />
        <IconButton icon={Plus} label="Zoom in" keys="+" onClick={() => zoomBy(zoomStep)} />
        <IconButton
          icon={Scan}
          label="Show all of it"
          keys="0"
          disabled={isWhole(view)}
          onClick={() => setView(wholeView)}
        />
        <IconButton
          icon={Table2}
          label="As a table"
          pressed={asTable}
          onClick={() => setAsTable((old) => !old)}
        />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is of a form */}
      <div
        ref={box}
        role="group"
        aria-label={`${label}, drawn`}
        aria-describedby={hintId}
        onKeyDown={onKeyDown}
        className={asTable ? 'hidden' : 'grid min-w-0 gap-1'}
      >
        <Picture
          tracks={tracks}
          model={model}
          scale={scale}
          widthPx={widthPx}
          zone={zone}
          nowMs={nowMs !== null && nowMs >= fromMs && nowMs <= toMs ? nowMs : null}
          pointedId={shownId}
          selectedId={selectedId}
          walkedId={walkedId ?? marks[0]?.mark.id ?? null}
          onPoint={setPointedId}
          onWalk={setWalkedId}
          onBrush={(a, b) => setView((old) => brushed(old, widthPx, a, b))}
          onSeek={onSeek}
          onSelect={onSelect}
        />
        {!isWhole(view) && (
          <MiniMap model={model} kind={kind} view={view} widthPx={widthPx} onView={setView} />
        )}
        <p id={hintId} className="sr-only">
          Arrow keys walk from mark to mark; plus and minus zoom, 0 shows all, Shift with arrows moves.
        </p>
        <div aria-hidden className="min-h-[16px] text-xs text-soft tabular-nums">
          {pointed
            ? markWords(pointed.mark, pointed.placed.track, model.clock, zone)
            : 'Point at a mark for its figures. Drag over the picture to look closer.'}
        </div>
      </div>
      {asTable && <TimelineTable model={story} label={label} zone={zone} />}
      <Legend model={model} />
    </figure>
  );
}
