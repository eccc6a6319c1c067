import { toBase64, toBase64Url, utf8 } from '../bytes/encoding.ts';
import type { RawHeaders } from './headers.ts';

/**
 * What stands in place of a secret wherever something is shown. No header can carry it, so that a masked value that is sent
 * by mistake fails with words instead of going out as a wrong secret.
 */
export const mask = '••••••••';

/** Shorter ones are words that stand in any text: masking them would hide nothing and leave nothing to read. */
const shortestSought = 4;

const credentialHeaders = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie']);
const credentialWords =
  /(^|[-_])(tokens?|secret|password|passwd|auth|credentials?|session|(api|access|private)[-_]?key)($|[-_])/i;
const credentialParameters = /^(key|sig|signature|pwd|pass)$/i;

/** Whether a header's value is a credential, as far as its name tells. */
export const isCredentialHeader = (name: string): boolean =>
  credentialHeaders.has(name.toLowerCase()) || credentialWords.test(name);

/** Whether the value of an address's parameter is a credential, as far as its name tells. */
export const isCredentialParameter = (name: string): boolean =>
  credentialWords.test(name) || credentialParameters.test(name);

/** As a form or a query writes it. */
function inAddress(text: string): string {
  const query = new URLSearchParams();
  query.append('', text);
  return query.toString().slice(1);
}

/** How a secret may stand in a text: as it is, in JSON, in an address, in Base64 (as Basic authentication has it). */
function formsOf(secret: string): string[] {
  const bytes = utf8(secret);
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    inAddress(secret),
    toBase64(bytes),
    toBase64Url(bytes),
  ];
  return [...new Set(forms)].filter((form) => form.length >= shortestSought);
}

/** Every text that gives a secret away, the longest first, so that none is cut by a shorter one within it. */
export const secretForms = (secrets: readonly string[]): string[] =>
  [...new Set(secrets.filter((secret) => secret.length >= shortestSought).flatMap(formsOf))].sort(
    (a, b) => b.length - a.length,
  );

/** A text without the secrets, in whichever of these forms they stand in it. */
export const maskText = (text: string, secrets: readonly string[]): string =>
  secretForms(secrets).reduce((masked, form) => masked.replaceAll(form, mask), text);

/** Headers without the secrets; their names stay. A value that is a secret is hidden however short it is. */
export const maskHeaders = (rawHeaders: RawHeaders, secrets: readonly string[]): RawHeaders =>
  rawHeaders.map(([name, value]) => [
    name,
    value !== '' && secrets.includes(value) ? mask : maskText(value, secrets),
  ]);
