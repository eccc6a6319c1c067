import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** This module's folder, in the CommonJS bundle and as a source alike. */
const here = typeof __dirname === 'string' ? __dirname : dirname(fileURLToPath(import.meta.url));

/**
 * The file of a worker by its name: in the bundle `<name>.cjs` beside the entry (a shared chunk lies a folder deeper),
 * from a checkout the source beside this one, which Node runs as it is.
 */
export function workerPath(name: string): string {
  const places = [join(here, `${name}.cjs`), join(dirname(here), `${name}.cjs`), join(here, `${name}.ts`)];
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`no worker ${name} beside ${here}: was it built?`);
  return found;
}
