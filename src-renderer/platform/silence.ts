/** The engine gives a sign of life every three seconds; after this time without any the connection counts as lost. */
export const silentAfterMs = 8000;
const lookEveryMs = 1000;

export interface SilenceWatch {
  /** Something came. */
  heard(): void;
  stop(): void;
}

/** Tells, once, when nothing has come for too long; again only after something came in between. */
export function watchSilence(onSilent: () => void): SilenceWatch {
  let lastMs = performance.now();
  let told = false;
  const timer = setInterval(() => {
    if (told || performance.now() - lastMs < silentAfterMs) return;
    told = true;
    onSilent();
  }, lookEveryMs);
  return {
    heard() {
      lastMs = performance.now();
      told = false;
    },
    stop: () => clearInterval(timer),
  };
}
