import { TackleboxError } from '../errors/tacklebox-error.ts';
import type { Scheme } from '../signing/schemes/scheme.ts';
import type { Provider } from './provider.ts';
import { schemesOf } from './schemes-of.ts';

/** One of a provider's ways to authenticate, by the name under which it is chosen. */
export interface AuthMethod {
  id: string;
  name: string;
  scheme: Scheme;
}

/** All ways of a provider; the first is its default. */
export const authMethodsOf = (provider: Provider): [AuthMethod, ...AuthMethod[]] => [
  {
    id: provider.mainMethod?.id ?? provider.scheme.kind,
    name: provider.mainMethod?.name ?? 'Its signature',
    scheme: provider.scheme,
  },
  ...provider.alternatives,
];

/** A way that somebody named. Throws invalid_input with the names that there are. */
export function requireAuthMethod(provider: Provider, id: string): AuthMethod {
  const methods = authMethodsOf(provider);
  const found = methods.find((method) => method.id === id);
  if (found) return found;
  const known = methods.map((method) => method.id).join(', ');
  const message = `${provider.name} does not authenticate by ${JSON.stringify(id)}: choose one of ${known}.`;
  throw new TackleboxError('invalid_input', message, { details: { issues: [{ path: 'auth', message }] } });
}

/** By which schemes a request of a provider is checked: the one that was chosen, else every way of it. */
export const schemesFor = (
  provider: Provider,
  { scheme, auth }: { scheme?: Scheme | null | undefined; auth?: string | null | undefined } = {},
): [Scheme, ...Scheme[]] =>
  !scheme && auth ? [requireAuthMethod(provider, auth).scheme] : schemesOf(provider, scheme);
