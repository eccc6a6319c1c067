import { previewPieces } from '#core/signing/schemes/signed-content.ts';
import { type ContentPart, Verdict } from '#core/signing/verify/verdict.ts';
import { fromJsonOrNothing, toJson } from '../database/json-column.ts';

/** The part of signed content that is the request's body. */
const isBody = ({ source, bytes }: ContentPart): boolean => source === 'body' && bytes > 0;

/** So much of a body is read to show it again: more than a verdict shows, so that its cut is the same. */
const startBytes = 4096;

/** A verdict as its column keeps it: without what the body says, which is kept beside it. */
export function verdictColumn(verdict: Verdict): string {
  const { signedContent } = verdict;
  if (!signedContent?.some(isBody)) return toJson(verdict);
  const parts = signedContent.map((part) => (isBody(part) ? { ...part, text: '' } : part));
  return toJson({ ...verdict, signedContent: parts });
}

/**
 * A verdict as it was. Null where there is none, or none that can be read.
 *
 * @param bodyStart the first `bytes` of the request's body
 */
export function readVerdict(text: string | null, bodyStart: (bytes: number) => Uint8Array): Verdict | null {
  const verdict = fromJsonOrNothing(Verdict, text);
  if (!verdict?.signedContent) return verdict;
  const signedContent = verdict.signedContent.map((part) => {
    if (!isBody(part) || part.text !== '') return part;
    const [shown] = previewPieces([{ source: part.source, bytes: bodyStart(startBytes) }]);
    return { ...part, text: shown?.text ?? '' };
  });
  return { ...verdict, signedContent };
}
