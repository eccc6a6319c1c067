import type { RawHeaders } from '../http/headers.ts';
import { overriddenBy } from '../http/onward-headers.ts';
import type { DeckEvent } from './deck-event.ts';
import { type Bent, type Expectation, type Mutation, mutation } from './mutation.ts';

interface WireCase {
  id: string;
  title: string;
  purpose: string;
  incident: string;
  expect: Expectation;
  bend(event: DeckEvent): Partial<Bent>;
}

const withContentType = (rawHeaders: RawHeaders, value: string | null): RawHeaders => {
  const without = rawHeaders.filter(([name]) => name.toLowerCase() !== 'content-type');
  return value === null ? without : [['Content-Type', value], ...without];
};

const contentType =
  (value: string | null): WireCase['bend'] =>
  ({ rawHeaders }) => ({ rawHeaders: withContentType(rawHeaders, value) });

const kibibytes64 = 65_536;

const cases: WireCase[] = [
  {
    id: 'content-type-text',
    title: 'Content type text/plain',
    purpose: 'JSON that is announced as text.',
    incident:
      'A framework parses by content type: the body is empty, and the handler reads through undefined.',
    expect: 'survive',
    bend: contentType('text/plain'),
  },
  {
    id: 'content-type-missing',
    title: 'No content type',
    purpose: 'The header is left out.',
    incident: 'A proxy strips headers it does not know.',
    expect: 'survive',
    bend: contentType(null),
  },
  {
    id: 'content-type-odd',
    title: 'A vendor content type',
    purpose: 'application/vnd.tacklebox+json with parameters.',
    incident: 'A provider moves to a vendor type or adds a parameter, and an exact comparison fails.',
    expect: 'survive',
    bend: contentType('application/vnd.tacklebox.v2+json; charset="utf-8"; profile=a'),
  },
  {
    id: 'charset',
    title: 'A charset nobody has',
    purpose: 'charset=x-tacklebox in the content type.',
    incident: 'A framework throws for a charset that it does not know.',
    expect: 'survive',
    bend: contentType('application/json; charset=x-tacklebox'),
  },
  {
    id: 'gzip',
    title: 'A compressed body',
    purpose: 'gzip, signed before it was compressed.',
    incident: 'A gateway starts to compress requests: the raw bytes are no JSON.',
    expect: 'survive',
    bend: () => ({ manner: 'gzip' }),
  },
  {
    id: 'chunked',
    title: 'Chunked transfer',
    purpose: 'No Content-Length: the body comes in chunks.',
    incident: 'A handler that reads Content-Length bytes finds an empty body behind a streaming proxy.',
    expect: 'accept',
    bend: () => ({ manner: 'chunked' }),
  },
  {
    id: 'trailers',
    title: 'Chunked, with trailers',
    purpose: 'Headers after the body.',
    incident: 'A gateway adds a checksum as a trailer.',
    expect: 'accept',
    bend: () => ({ manner: 'chunked-trailers' }),
  },
  {
    id: 'expect-continue',
    title: 'Expect: 100-continue',
    purpose: 'The sender waits for leave before it sends the body.',
    incident:
      'curl and Java clients do it for larger bodies; a server without it makes each wait a second or fail.',
    expect: 'accept',
    bend: () => ({ manner: 'expect-continue' }),
  },
  {
    id: 'trickle',
    title: 'One byte a packet',
    purpose: 'The body comes in as many pieces as it has bytes.',
    incident: 'A handler takes the first piece for the whole: fine on a fast network, not on a slow one.',
    expect: 'accept',
    bend: () => ({ manner: 'trickle' }),
  },
  {
    id: 'slow',
    title: 'A slow sender',
    purpose: 'The body comes in five pieces with pauses between.',
    incident: 'A congested link: a read timeout of a few milliseconds cuts it off.',
    expect: 'accept',
    bend: () => ({ manner: 'slow' }),
  },
  {
    id: 'hang-up',
    title: 'A sender that hangs up',
    purpose: 'The connection closes as soon as the request is out.',
    incident: 'Writing the answer to a closed connection throws, and nobody catches it.',
    expect: 'survive',
    bend: () => ({ manner: 'hang-up' }),
  },
  ...(['GET', 'HEAD', 'PUT'] as const).map(
    (method): WireCase => ({
      id: `method-${method.toLowerCase()}`,
      title: `${method} in place of POST`,
      purpose: `The same event as a ${method} request.`,
      incident: 'Crawlers, health checks and redirects (a 301 turns POST into GET) ask for the address too.',
      expect: 'survive',
      bend: () => ({ method }),
    }),
  ),
  {
    id: 'headers-64-kb',
    title: '64 KB of headers',
    purpose: 'Many headers of a length that tracing and proxies can reach.',
    incident: 'A header limit is met: 431 is fine, a crash is not.',
    expect: 'survive',
    bend: ({ rawHeaders }) => ({
      rawHeaders: [
        ...rawHeaders,
        ...Array.from({ length: 16 }, (_, at): [string, string] => [
          `X-Tacklebox-Padding-${at}`,
          'x'.repeat(kibibytes64 / 16),
        ]),
      ],
    }),
  },
  {
    id: 'headers-duplicate',
    title: 'Headers that stand twice',
    purpose: 'User-Agent and a tracing header twice.',
    incident: 'A framework hands a list where the handler expects text.',
    expect: 'accept',
    bend: ({ rawHeaders }) => ({
      rawHeaders: [
        ...overriddenBy(rawHeaders, [
          ['User-Agent', 'tacklebox-a'],
          ['User-Agent', 'tacklebox-b'],
        ]),
        ['X-Request-Id', 'a'],
        ['X-Request-Id', 'b'],
      ],
    }),
  },
  {
    id: 'headers-lower-case',
    title: 'Header names in lower case',
    purpose: 'As HTTP/2 and many proxies write them.',
    incident: 'A lookup by the exact name finds nothing once a proxy stands in front.',
    expect: 'accept',
    bend: () => ({
      afterSigning: ({ request }) => ({
        ...request,
        rawHeaders: request.rawHeaders.map(([name, value]) => [name.toLowerCase(), value]),
      }),
    }),
  },
  {
    id: 'headers-reordered',
    title: 'Headers in another order',
    purpose: 'The same headers, the last first.',
    incident: 'A proxy keeps headers in a map and writes them as they come.',
    expect: 'accept',
    bend: () => ({
      afterSigning: ({ request }) => ({ ...request, rawHeaders: [...request.rawHeaders].reverse() }),
    }),
  },
];

/** The same event, on the wire in another way. */
export const wireMutations = (event: DeckEvent): Mutation[] =>
  cases.map(({ id, bend, ...card }) => mutation(id, 'wire', card, event, () => bend(event)));
