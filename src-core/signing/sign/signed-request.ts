import { TackleboxError } from '../../errors/tacklebox-error.ts';
import type { SignedRequest } from '../../http/request.ts';
import { type ContentPiece, previewPieces } from '../schemes/signed-content.ts';
import type { ContentPart } from '../verify/verdict.ts';
import { headersNamed, withValue } from './write-value.ts';

/** A signed request: what to add or change before it is sent. */
export interface Signed {
  /** To add, each in place of one of the same name. */
  headers: [string, string][];
  /** Changed only by schemes that write into the query. */
  url: string;
  /** Changed only by schemes that write into the payload. */
  body: Uint8Array;
  signedContent: ContentPart[];
}

export const cannotSign = (message: string): TackleboxError =>
  new TackleboxError('scheme_cannot_sign', message);

/** What signing made of a request: the headers that the scheme wrote, by name, and the rest. */
export const signed = (
  request: SignedRequest,
  headerNames: readonly (string | undefined)[],
  pieces: readonly ContentPiece[] = [],
): Signed => ({
  headers: headersNamed(request, headerNames),
  url: request.url,
  body: request.body,
  signedContent: previewPieces(pieces),
});

export const withToken = (request: SignedRequest, name: string, value: string): Signed =>
  signed(withValue(request, { in: 'header', name }, value), [name]);
