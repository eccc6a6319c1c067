import { useRef } from 'react';
import { toneVar } from '#renderer/ui/tone.ts';
import { barEndMs, type TimelineModel } from './model.ts';
import { edgePx, panned, type ScaleKind, timeScale, type View, wholeView } from './scale.ts';

const laneTopPx = 4;
const lanePx = 8;
const leastWindowPx = 4;

/** The whole story in a strip, with the part that is in view; dragging moves it. The keys do the same, so it is hidden from screen readers. */
export function MiniMap(props: {
  model: TimelineModel;
  kind: ScaleKind;
  view: View;
  widthPx: number;
  onView(view: View): void;
}) {
  const { model, kind, view, widthPx, onView } = props;
  const scale = timeScale(model, kind, widthPx, wholeView);
  const dragged = useRef<number | null>(null);
  const lengthPx = widthPx - 2 * edgePx;
  const heightPx = laneTopPx * 2 + lanePx * model.tracks.length;
  const width = view.to - view.from;
  return (
    <svg
      aria-hidden
      data-part="mini-map"
      width={widthPx}
      height={heightPx}
      className="touch-none rounded-sm bg-raised"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const share = (event.nativeEvent.offsetX - edgePx) / lengthPx;
        // Beside the window it jumps there, with its middle under the pointer.
        if (share < view.from || share > view.to)
          onView(panned(view, (share - width / 2 - view.from) / width));
        dragged.current = event.nativeEvent.offsetX;
      }}
      onPointerMove={(event) => {
        if (dragged.current === null) return;
        const by = (event.nativeEvent.offsetX - dragged.current) / lengthPx / width;
        dragged.current = event.nativeEvent.offsetX;
        onView(panned(view, by));
      }}
      onPointerUp={() => {
        dragged.current = null;
      }}
    >
      {model.tracks.map(({ id, bars }, lane) =>
        bars.map((bar) => (
          <rect
            key={`${id} ${bar.id}`}
            x={scale.x(bar.startMs)}
            y={laneTopPx + lane * lanePx + 1}
            width={Math.max(2, scale.x(barEndMs(bar)) - scale.x(bar.startMs))}
            height={lanePx - 2}
            fill={toneVar[bar.tone]}
          />
        )),
      )}
      <rect
        x={edgePx + view.from * lengthPx}
        y={0.5}
        width={Math.max(leastWindowPx, width * lengthPx)}
        height={heightPx - 1}
        rx={2}
        fill="var(--accent)"
        fillOpacity={0.15}
        stroke="var(--accent)"
      />
    </svg>
  );
}
