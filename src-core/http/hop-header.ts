import type { RawHeaders } from './headers.ts';
import { findHeader } from './request.ts';

/**
 * Carries the endpoints that a request was forwarded from, a mark each, in their order. A loop is known by it under whatever
 * name it comes back: another address of this machine, a redirect, a tunnel, a second Tacklebox.
 */
export const hopHeader = 'Tacklebox-Hops';

/** More than any chain of forwards that somebody means. */
export const maxHops = 10;

const isHops = ([name]: RawHeaders[number]): boolean => name.toLowerCase() === hopHeader.toLowerCase();

/** The marks of a request, oldest first. */
export const hopsOf = (rawHeaders: RawHeaders): string[] =>
  rawHeaders.filter(isHops).flatMap(([, value]) =>
    value
      .split(',')
      .map((mark) => mark.trim())
      .filter((mark) => mark !== ''),
  );

export const withoutHops = (rawHeaders: RawHeaders): RawHeaders =>
  rawHeaders.filter((header) => !isHops(header));

/** The headers with these marks and no others. */
export const withHops = (rawHeaders: RawHeaders, marks: readonly string[]): RawHeaders => [
  ...withoutHops(rawHeaders),
  [hopHeader, marks.join(', ')],
];

/** Why a request that comes to an endpoint goes in a circle; null where it doesn't. Few carry marks: only they ask for its own. */
export function circleOf(rawHeaders: RawHeaders, markOf: () => string): 'came_back' | 'too_many_hops' | null {
  if (findHeader(rawHeaders, hopHeader) === undefined) return null;
  const marks = hopsOf(rawHeaders);
  if (marks.includes(markOf())) return 'came_back';
  return marks.length >= maxHops ? 'too_many_hops' : null;
}
