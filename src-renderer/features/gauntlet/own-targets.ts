const key = 'gauntlet.ownTargets';

function known(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((host) => typeof host === 'string') : [];
  } catch {
    return [];
  }
}

const hostOf = (url: string): string => {
  try {
    return new URL(url).host;
  } catch {
    return '';
  }
};

/** Whether somebody has said before that this target, on another machine, is theirs to test. */
export const isOwnTarget = (url: string): boolean => known().includes(hostOf(url));

/** Remembers on this machine that a target is the user's own. */
export const rememberOwnTarget = (url: string): void =>
  localStorage.setItem(key, JSON.stringify([...new Set([...known(), hostOf(url)])]));
