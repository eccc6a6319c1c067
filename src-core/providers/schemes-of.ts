import type { Scheme } from '../signing/schemes/scheme.ts';
import type { Provider } from './provider.ts';

/** By what a request is checked: a scheme of the user's own alone, else the provider's and every further way that it has. */
export const schemesOf = (
  { scheme, alternatives }: Pick<Provider, 'scheme' | 'alternatives'>,
  own?: Scheme | null,
): [Scheme, ...Scheme[]] => (own ? [own] : [scheme, ...alternatives.map((way) => way.scheme)]);
