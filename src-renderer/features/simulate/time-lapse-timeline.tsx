import { Pause, Play, X } from 'lucide-react';
import { formatDuration } from '#core/numbers/duration.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { spanOf, type TimelineModel } from '#renderer/webhook/timeline/model.ts';
import { Timeline } from '#renderer/webhook/timeline/timeline.tsx';
import { speeds } from './time-lapse.ts';
import { useTimeLapse } from './use-time-lapse.ts';

/** Steps of the slider: a thousandth of the story each. */
const steps = 1000;

/** The picture, and a clock that can be set running over it: the story unfolds, at a speed, and can be scrubbed. */
export function TimeLapseTimeline({ model, label }: { model: TimelineModel; label: string }) {
  const { nowMs, playing, speed, play, pause, seek, leave, setSpeed } = useTimeLapse(model);
  const { fromMs, toMs } = spanOf(model);
  const shownMs = nowMs ?? toMs;
  return (
    <div className="grid min-w-0 gap-2">
      <Timeline model={model} label={label} nowMs={nowMs} unfolds={nowMs !== null} onSeek={seek} />
      {toMs - fromMs > 1 && (
        <div className="flex items-center gap-2">
          {playing ? (
            <IconButton icon={Pause} label="Pause the time-lapse" onClick={pause} />
          ) : (
            <IconButton icon={Play} label="Play as a time-lapse" onClick={play} />
          )}
          <input
            type="range"
            aria-label="Moment of the story"
            aria-valuetext={`${formatDuration(shownMs - fromMs)} of ${formatDuration(toMs - fromMs)}`}
            className="min-w-0 flex-1 accent-(--accent)"
            min={0}
            max={steps}
            value={Math.round(((shownMs - fromMs) / (toMs - fromMs)) * steps)}
            onChange={({ target }) => seek(fromMs + (Number(target.value) / steps) * (toMs - fromMs))}
          />
          <span className="w-[96px] shrink-0 text-right text-xs text-soft tabular-nums">
            {formatDuration(shownMs - fromMs)}
          </span>
          <div className="w-[150px] shrink-0">
            <Select label="Speed" value={speed} options={speeds} onChange={setSpeed} />
          </div>
          <IconButton icon={X} label="Show the whole story" disabled={nowMs === null} onClick={leave} />
        </div>
      )}
    </div>
  );
}
