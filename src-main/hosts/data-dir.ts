import { homedir } from 'node:os';
import path from 'node:path';

type Environment = Record<string, string | undefined>;

/**
 * Where data lives when nobody says otherwise, the same for desktop, serve and CLI: what each platform sets aside for an
 * application's own files.
 */
export function defaultDataDir(
  platform: NodeJS.Platform = process.platform,
  environment: Environment = process.env,
  home: string = homedir(),
): string {
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Tacklebox');
  if (platform === 'win32') {
    return path.join(environment.APPDATA ?? path.join(home, 'AppData', 'Roaming'), 'Tacklebox');
  }
  const { XDG_DATA_HOME: xdg } = environment;
  // The specification has relative paths ignored.
  const base = xdg && path.isAbsolute(xdg) ? xdg : path.join(home, '.local', 'share');
  return path.join(base, 'tacklebox');
}
