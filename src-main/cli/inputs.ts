import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { InvalidArgumentError } from 'commander';
import { toBase64, utf8Text } from '#core/bytes/encoding.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';

/** Collects a repeatable option. */
export const collect = (value: string, all: string[] = []): string[] => [...all, value];

/** Collects `'Name: value'`, as cURL writes it. */
export function collectHeader(value: string, all: [string, string][] = []): [string, string][] {
  const colon = value.indexOf(':');
  if (colon < 1) throw new InvalidArgumentError("A header is written 'Name: value'.");
  return [...all, [value.slice(0, colon).trim(), value.slice(colon + 1).trim()]];
}

/** Splits a list by commas. */
export const list = (value: string): string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Collects `name=value`, a value for one of the scheme's fields. */
export function collectField(value: string, all: Record<string, string> = {}): Record<string, string> {
  const equals = value.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('A field is written name=value.');
  return { ...all, [value.slice(0, equals).trim()]: value.slice(equals + 1).trim() };
}

export function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('A whole number is needed.');
  return Number(value);
}

/** A file's bytes, or those of stdin for `-`. */
export async function readInput(file: string): Promise<Buffer> {
  if (file === '-') return buffer(process.stdin);
  try {
    return await readFile(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TackleboxError('invalid_input', `${file} can't be read: ${why}`, { cause });
  }
}

/** A body in the form that a call takes it. */
export interface BodyForm {
  body?: string;
  bodyBase64?: string;
}

export function bodyForm(bytes: Uint8Array): BodyForm {
  const text = utf8Text(bytes);
  return text === null ? { bodyBase64: toBase64(bytes) } : { body: text };
}

/** A body from a file, or from stdin for `-`, byte for byte. */
export const bodyFrom = async (file: string | undefined): Promise<BodyForm> =>
  file === undefined ? {} : bodyForm(await readInput(file));

export interface SecretFlags {
  secret?: string;
  secretFile?: string;
}

/** `--secret`, `--secret-file` (without the line's end) or TACKLEBOX_SECRET, which do not show in lists of processes. */
export async function secretFrom({ secret, secretFile }: SecretFlags): Promise<string | undefined> {
  if (secret !== undefined) return secret;
  if (secretFile !== undefined) return (await readInput(secretFile)).toString('utf8').replace(/\r?\n$/, '');
  return process.env.TACKLEBOX_SECRET || undefined;
}
