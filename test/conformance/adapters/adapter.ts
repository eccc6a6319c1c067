import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { lossyText } from '#core/bytes/encoding.ts';
import { findHeader, type SignedRequest } from '#core/http/request.ts';

const folder = path.join(import.meta.dirname, '../sdks');

/** Imports a library out of test/conformance/sdks. These packages have no types here: each adapter says what it calls. */
export async function sdk<Shape>(name: string): Promise<Shape> {
  const { load }: { load(name: string): Promise<Shape> } = await import(
    pathToFileURL(path.join(folder, 'load.mjs')).href
  );
  return load(name);
}

/** Whether a library is installed (`npm run test:conformance` does it). */
export const isInstalled = (name: string): boolean => existsSync(path.join(folder, 'node_modules', name));

export const header = (request: SignedRequest, name: string): string =>
  findHeader(request.rawHeaders, name) ?? '';
export const text = (request: SignedRequest): string => lossyText(request.body);
export const headers = (request: SignedRequest): Record<string, string> =>
  Object.fromEntries(request.rawHeaders.map(([name, value]) => [name.toLowerCase(), value]));
export const form = (request: SignedRequest): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(text(request)));
export const json = (request: SignedRequest): unknown => JSON.parse(text(request));

/** One way of bending a request that a verifier has to refuse. */
export type Refusal = 'body' | 'secret' | 'timestamp' | 'id' | 'stale' | 'missing';

/** What a library is asked to sign. */
export interface ToSign {
  body: string;
  url: string;
  id: string;
  nowMs: number;
}

/** One provider's own library, as a verifier and perhaps as a signer. */
export interface SdkAdapter {
  provider: string;
  package: string;
  /** Where the signature is of one of the provider's alternative schemes. */
  alternative?: string;
  secret: string;
  /** Another secret of the same form; its last four characters are changed where absent. */
  otherSecret?: string;
  /** Where the signer takes another value than the verifier, such as a private key. */
  signingSecret?: string;
  /** Values for the scheme's fields, as the provider's account has them. */
  fields?: Record<string, string>;
  payload?: string;
  url?: string;
  /** Text of the body that the signature covers, where it does not cover all of it. */
  covers?: string;
  /** Where library and Tacklebox rightly differ, and why. */
  differs?: Partial<Record<Refusal, string>>;
  accepts(request: SignedRequest, secret: string): Promise<boolean>;
  /** Headers (or the body too) that the library makes of a payload. */
  signs?(what: ToSign, secret: string): Promise<{ headers?: Record<string, string>; body?: string }>;
}

/** The answer of a verifier that throws, or says false, where a signature does not hold. */
export async function holds(check: () => unknown): Promise<boolean> {
  try {
    return (await check()) !== false;
  } catch {
    return false;
  }
}
