import type { Target } from '#core/delivery/attempt.ts';
import { bodyPreview } from '#core/delivery/body-preview.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import { mask, maskHeaders, maskText, secretForms } from '#core/http/mask.ts';
import type { WireManner } from '#core/mutation/mutation.ts';
import type { GauntletExchange } from '#core/mutation/run.ts';
import { carriesSecret, type Scheme } from '#core/signing/schemes/scheme.ts';
import type { Sender, SendRequest } from '../sender/sender.ts';

/** Of bodies in a run: enough to know them by; the exact bytes are made again on demand. */
const shownBytes = 2048;

/** Of a header's value in a run that is kept. */
const keptHeaderCharacters = 1024;

const shortened = (rawHeaders: RawHeaders): RawHeaders =>
  rawHeaders.map(([name, value]) => [
    name,
    value.length > keptHeaderCharacters ? `${value.slice(0, keptHeaderCharacters)}…` : value,
  ]);

/** What a run keeps out of everything that it tells. */
export interface Secrets {
  scheme: Scheme;
  values: readonly string[];
}

export interface Fired {
  exchange: GauntletExchange;
  /** A secret stood in the answer. */
  toldSecret: boolean;
}

function maskedHeaders(rawHeaders: RawHeaders, { scheme, values }: Secrets): RawHeaders {
  const whole =
    scheme.kind === 'static-token' ? scheme.header : scheme.kind === 'basic' ? 'authorization' : null;
  return maskHeaders(rawHeaders, values).map(([name, value]) =>
    whole !== null && name.toLowerCase() === whole.toLowerCase() ? [name, mask] : [name, value],
  );
}

function maskedBody(body: GauntletExchange['request']['body'], secrets: Secrets) {
  // Base64 of a part can't be searched.
  if (body.encoding === 'base64') return carriesSecret(secrets.scheme) ? { ...body, data: '' } : body;
  return { ...body, data: maskText(body.data, secrets.values) };
}

/** A request as a run shows it. */
export const shownRequest = (
  {
    target,
    method,
    rawHeaders,
    body,
  }: Pick<SendRequest, 'method' | 'rawHeaders' | 'body'> & {
    target: Pick<Target, 'url'>;
  },
  manner: WireManner,
  secrets: Secrets,
): GauntletExchange['request'] => ({
  method,
  url: maskText(target.url, secrets.values),
  rawHeaders: maskedHeaders(rawHeaders, secrets),
  body: maskedBody(bodyPreview(body, shownBytes), secrets),
  manner,
});

/** Sends a request and tells what came back, secrets masked. Never rejects. */
export async function fire(
  sender: Sender,
  request: SendRequest,
  manner: WireManner,
  secrets: Secrets,
): Promise<Fired> {
  const { outcome, durationMs, request: wire, responseBody } = await sender.send(request);
  const shown = shownRequest({ ...wire, target: request.target }, manner, secrets);
  const exchange: GauntletExchange = {
    request: { ...shown, rawHeaders: shortened(shown.rawHeaders) },
    answer: null,
    failure: null,
    durationMs,
  };
  if (outcome.kind === 'failed') {
    const isMeant = manner === 'hang-up' && outcome.code === 'cancelled' && !request.signal?.aborted;
    return {
      exchange: isMeant
        ? exchange
        : { ...exchange, failure: { code: outcome.code, message: outcome.message } },
      toldSecret: false,
    };
  }
  const text = `${Buffer.from(responseBody).toString('latin1')}\n${outcome.rawHeaders.flat().join('\n')}`;
  return {
    exchange: {
      ...exchange,
      answer: {
        status: outcome.status,
        rawHeaders: shortened(maskHeaders(outcome.rawHeaders, secrets.values)),
        body: maskedBody(bodyPreview(responseBody, shownBytes, 0, outcome.body.totalBytes), secrets),
      },
    },
    toldSecret: secretForms(secrets.values).some((form) => text.includes(form)),
  };
}
