import type { Target } from '#core/delivery/attempt.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { SignedRequest } from '#core/http/request.ts';
import type { ContentPart } from '#core/signing/verify/verdict.ts';
import type { EngineParts } from '../engine.ts';
import type { SendRequest } from '../sender/sender.ts';
import type { Signing } from './choose-signing.ts';
import type { ComposedRequest } from './compose-request.ts';
import { signForTarget } from './sign-request.ts';

/** In place of what a stored secret made. */
const dots = '••••••••';

export interface PreviewedRequest {
  request: SendRequest;
  /** Lower-case names of the headers that the signature added. */
  signedHeaders: string[];
  signedContent: ContentPart[];
  signed: boolean;
  masked: boolean;
  problem: { code: string; message: string } | null;
}

/** The codes of errors that a person still typing has to expect: said beside the request, not in its place. */
const expected = new Set(['secret_missing', 'secret_malformed', 'scheme_cannot_sign', 'scheme_invalid']);

/**
 * What would go on the wire now. A signature of a stored secret is made, so that what keeps it from being made is known,
 * and shown as dots: a preview is no way to have things signed with a secret that one doesn't hold.
 */
export function previewRequest(
  { vault, crypto, clock }: Pick<EngineParts, 'vault' | 'crypto' | 'clock'>,
  { request, eventId }: Pick<ComposedRequest, 'request' | 'eventId'>,
  target: Target,
  choose: () => Signing | null,
): PreviewedRequest {
  const unsigned = (problem: PreviewedRequest['problem'], masked: boolean): PreviewedRequest => ({
    request: signForTarget(crypto, { target, ...withoutUrl(request) }, null).request,
    signedHeaders: [],
    signedContent: [],
    signed: false,
    masked,
    problem,
  });
  try {
    const signing = choose();
    if (!signing || signing.scheme.kind === 'none') return unsigned(null, false);
    const masked = 'secretRef' in signing;
    const secret = masked ? vault.open(signing.secretRef) : signing.secret;
    const signature = { scheme: signing.scheme, secret, eventId, nowMs: clock.nowMs() };
    const made = signForTarget(crypto, { target, ...withoutUrl(request) }, signature);
    const names = new Set((made.signed?.headers ?? []).map(([name]) => name.toLowerCase()));
    // A secret inside the body or the address would be shown with it.
    const inPayload = masked && made.signed !== null && names.size === 0;
    const shown = inPayload ? unsigned(null, true).request : made.request;
    const rawHeaders = shown.rawHeaders.map(([name, value]): [string, string] => [
      name,
      masked && names.has(name.toLowerCase()) ? dots : value,
    ]);
    return {
      request: { ...shown, rawHeaders },
      signedHeaders: [...names],
      signedContent: made.signed?.signedContent ?? [],
      signed: true,
      masked,
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof TackleboxError) || !expected.has(error.code)) throw error;
    return unsigned({ code: error.code, message: error.message }, false);
  }
}

const withoutUrl = ({ method, rawHeaders, body }: SignedRequest) => ({ method, rawHeaders, body });
