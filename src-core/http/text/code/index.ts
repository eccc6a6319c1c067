import type { WireCopy } from '../../wire-copy.ts';
import { goCode } from './go.ts';
import { fetchCode } from './javascript.ts';
import { phpCode } from './php.ts';
import { pythonCode } from './python.ts';

/** A request as a program that sends it, by what it is written for. */
export const requestCode = {
  fetch: fetchCode,
  python: pythonCode,
  go: goCode,
  php: phpCode,
} as const satisfies Record<string, (request: WireCopy) => string>;

export type RequestCodeFormat = keyof typeof requestCode;
