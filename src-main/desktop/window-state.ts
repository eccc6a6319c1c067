import { readFileSync, writeFileSync } from 'node:fs';
import type { Rectangle } from 'electron';
import { z } from 'zod';

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });

/** What the window is like when it opens. The theme is kept so that the first paint has its ground. */
const WindowState = z.object({
  bounds: Bounds.optional(),
  maximized: z.boolean().default(false),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
});
export type WindowState = z.infer<typeof WindowState>;

const defaultSize = { width: 1280, height: 800 };

/** The smallest at which every screen works. */
export const minimumSize = { width: 800, height: 560 };

/** Of a title bar that must be on a display, so that the window can be moved. */
const graspablePx = 100;

/** The state as it was left; the default where there is none or it can't be read. */
export function readWindowState(file: string): WindowState {
  try {
    return WindowState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return WindowState.parse({});
  }
}

export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, `${JSON.stringify(state)}\n`, { mode: 0o600 });
  } catch (error) {
    // A window at its default place is no reason to disturb anyone.
    console.error('The place of the window could not be kept:', error);
  }
}

/**
 * The remembered bounds where the window can be seen and grasped on one of the displays; else the default size, centred
 * by the system. Displays come and go between two starts.
 */
export function fitBounds(
  remembered: Rectangle | undefined,
  workAreas: readonly Rectangle[],
): { width: number; height: number; x?: number; y?: number } {
  if (!remembered) return defaultSize;
  const area = workAreas.find(
    ({ x, y, width, height }) =>
      remembered.x + remembered.width >= x + graspablePx &&
      remembered.x <= x + width - graspablePx &&
      remembered.y >= y &&
      remembered.y <= y + height - graspablePx,
  );
  if (!area) return defaultSize;
  return {
    x: remembered.x,
    y: remembered.y,
    width: Math.max(minimumSize.width, Math.min(remembered.width, area.width)),
    height: Math.max(minimumSize.height, Math.min(remembered.height, area.height)),
  };
}
