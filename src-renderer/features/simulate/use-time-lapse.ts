import { useEffect, useState } from 'react';
import { spanOf, type TimelineModel } from '#renderer/webhook/timeline/model.ts';
import { fittingSpeed, nextMoment, type Speed, speeds } from './time-lapse.ts';

/** For those who want no motion the story goes on from moment to moment, at this pace. */
const stepEveryMs = 900;

const wantsNoMotion = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

export interface TimeLapseState {
  /** Null: the whole story is shown. */
  nowMs: number | null;
  playing: boolean;
  speed: Speed;
  play(): void;
  pause(): void;
  seek(ms: number): void;
  /** Back to the whole story. */
  leave(): void;
  setSpeed(speed: Speed): void;
}

/** Where a time-lapse of a story stands, and its clock. */
export function useTimeLapse(model: TimelineModel): TimeLapseState {
  const [nowMs, setNowMs] = useState<number | null>(null);
  const [playing, setPlaying] = useState(false);
  const [chosen, setChosen] = useState<Speed | null>(null);
  const speed = chosen ?? fittingSpeed(model);
  const { fromMs, toMs } = spanOf(model);

  useEffect(() => {
    if (!playing) return;
    if (wantsNoMotion()) {
      const step = () => setNowMs((old) => nextMoment(model, old ?? fromMs));
      step();
      const timer = setInterval(step, stepEveryMs);
      return () => clearInterval(timer);
    }
    const msPerSecond = speeds.find(({ value }) => value === speed)?.msPerSecond ?? 1000;
    let lastMs = performance.now();
    let frame = requestAnimationFrame(function move(atMs) {
      const passedMs = Math.max(0, atMs - lastMs);
      lastMs = atMs;
      setNowMs((old) => Math.min(toMs, (old ?? fromMs) + (passedMs / 1000) * msPerSecond));
      frame = requestAnimationFrame(move);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing, speed, model, fromMs, toMs]);

  // The story is told: the clock stops at its end.
  useEffect(() => {
    if (playing && nowMs !== null && nowMs >= toMs) setPlaying(false);
  }, [playing, nowMs, toMs]);

  return {
    nowMs: nowMs === null ? null : Math.min(toMs, Math.max(fromMs, nowMs)),
    playing,
    speed,
    play() {
      setNowMs((old) => (old === null || old >= toMs ? fromMs : old));
      setPlaying(true);
    },
    pause: () => setPlaying(false),
    seek(ms) {
      setPlaying(false);
      setNowMs(ms);
    },
    leave() {
      setPlaying(false);
      setNowMs(null);
    },
    setSpeed: setChosen,
  };
}
