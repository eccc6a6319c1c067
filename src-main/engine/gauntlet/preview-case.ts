import type { z } from 'zod';
import { lossyText, toBase64, toHex } from '#core/bytes/encoding.ts';
import type { Contract } from '#core/contract/index.ts';
import { type Target, Target as TargetSchema } from '#core/delivery/attempt.ts';
import { bodyPreview } from '#core/delivery/body-preview.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import { mutation } from '#core/mutation/mutation.ts';
import { carriesSecret } from '#core/signing/schemes/scheme.ts';
import type { EngineParts } from '../engine.ts';
import { bentRequest } from '../requests/bent-request.ts';
import { wireHeaders } from '../sender/wire-headers.ts';
import { caseOf, type DeckInput, type EventSource, openEvents } from './deck.ts';
import { shownRequest } from './exchange.ts';

type PreviewedCase = z.input<Contract['gauntlet']['preview']['output']>;

/** Of a body, what crosses whole; a case of 10 MB is seen by its beginning. */
const wholeBytes = 262_144;
const hexBytes = 512;
const shownDifferenceBytes = 400;

const printable = (byte: number): string => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·');

/** Sixteen bytes a line: place, hex, text. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const part = bytes.subarray(at, at + 16);
    const hex = [...part].map((byte) => toHex(Uint8Array.of(byte))).join(' ');
    const text = [...part].map(printable).join('');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(47)}  ${text}`);
  }
  return lines.join('\n');
}

function differenceOf(valid: Uint8Array, bent: Uint8Array): PreviewedCase['difference'] {
  const shorter = Math.min(valid.length, bent.length);
  let sameBefore = 0;
  while (sameBefore < shorter && valid[sameBefore] === bent[sameBefore]) sameBefore++;
  if (sameBefore === valid.length && sameBefore === bent.length) return null;
  let sameAfter = 0;
  while (
    sameAfter < shorter - sameBefore &&
    valid[valid.length - 1 - sameAfter] === bent[bent.length - 1 - sameAfter]
  )
    sameAfter++;
  const middle = (body: Uint8Array) =>
    bodyPreview(body.subarray(sameBefore, body.length - sameAfter), shownDifferenceBytes);
  return { sameBefore, sameAfter, valid: middle(valid), bent: middle(bent) };
}

const lacking = (from: RawHeaders, others: RawHeaders): RawHeaders => {
  const left = others.map((pair) => pair.join(': '));
  return from.filter((pair) => {
    const at = left.indexOf(pair.join(': '));
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
};

const defaultTarget: Target = TargetSchema.parse({ url: 'http://127.0.0.1:3000/webhooks' });

/** A stored secret must not sign what its holder can't see: then the case goes unsigned, as any preview does. */
function withoutStoredSecret(input: DeckInput, source: EventSource): EventSource {
  return input.secret !== undefined || source.signing === null
    ? source
    : { ...source, signing: null, signingOf: () => null };
}

/** A case's exact bytes, as they would go out now, and what differs from the valid event. Throws as a deck does. */
export function previewCase(
  parts: Pick<EngineParts, 'clock' | 'crypto' | 'history' | 'receiver' | 'vault'>,
  {
    case: caseId,
    target = defaultTarget,
    ...input
  }: DeckInput & { case: string; target?: Target | undefined },
): PreviewedCase {
  const source = withoutStoredSecret(input, openEvents(parts, input, target));
  const event = source.event(0);
  const { bend, ...card } = caseOf(source.mutations(event), caseId);
  const context = {
    provider: source.provider,
    target,
    signing: source.signingOf(event),
    nowMs: parts.clock.nowMs(),
  };
  const words = { title: '', purpose: '', incident: '', expect: 'accept' as const };
  const valid = bentRequest(
    parts.crypto,
    mutation('valid', 'wire', words, event, () => ({})).bend(),
    context,
  );
  const made = bentRequest(parts.crypto, bend(), context);
  if (made.kind === 'not_made' || valid.kind === 'not_made') {
    const reason = made.kind === 'not_made' ? made.reason : null;
    const nothing = { headersAdded: [], headersRemoved: [], difference: null, bodyBase64: '', hex: '' };
    return { card, request: null, reason, ...nothing };
  }
  const { request, manner } = made;
  const onWire = (one: typeof request) =>
    wireHeaders(one.rawHeaders, new URL(one.target.url), one.method, one.body.length);
  const secrets = { scheme: source.scheme, values: source.signing ? [source.signing.secret] : [] };
  const shown = shownRequest({ ...request, rawHeaders: onWire(request) }, manner, secrets);
  const showsBody = !carriesSecret(source.scheme) || source.scheme.kind !== 'payload-field';
  const validShown = shownRequest({ ...valid.request, rawHeaders: onWire(valid.request) }, 'plain', secrets);
  return {
    card,
    request: { ...shown, body: bodyPreviewOf(request.body, shown.body, showsBody) },
    reason: null,
    bodyBase64: showsBody ? toBase64(request.body.subarray(0, wholeBytes)) : '',
    hex: showsBody ? hexDump(request.body.subarray(0, hexBytes)) : '',
    headersAdded: lacking(shown.rawHeaders, validShown.rawHeaders),
    headersRemoved: lacking(validShown.rawHeaders, shown.rawHeaders),
    difference: showsBody ? differenceOf(valid.request.body, request.body) : null,
  };
}

const bodyPreviewOf = (
  body: Uint8Array,
  masked: NonNullable<PreviewedCase['request']>['body'],
  showsBody: boolean,
) => (showsBody ? bodyPreview(body) : { ...masked, data: lossyText(new Uint8Array()) });
