import { lossyText } from '#core/bytes/encoding.ts';
import { handshakeRequest } from '#core/mutation/handshake-request.ts';
import { failed, notJudged, passed } from '#core/mutation/judge.ts';
import { answerHandshake } from '#core/providers/handshake.ts';
import type { HandshakeRule } from '#core/providers/provider.ts';
import { signForTarget } from '../../requests/sign-request.ts';
import { ask, numberIn } from '../observer.ts';
import { type ConductCase, conducted, saidOf } from './conduct-case.ts';

/** What was signed with the previous secret. */
export const rotation =
  (previousSecret: string | undefined): ConductCase =>
  async (stage) => {
    if (previousSecret === undefined) {
      return conducted(
        notJudged('Name the previous secret (--previous-secret) to see whether it is still accepted.'),
      );
    }
    const exchange = await stage.fire(stage.genuine(stage.event(), previousSecret));
    return conducted(
      stage.isAccepted(exchange)
        ? passed(`It ${saidOf(exchange)}.`)
        : failed('rotation-secret', `Signed with the previous secret, it ${saidOf(exchange)}.`),
      [exchange],
    );
  };

/** A handshake of the provider, by its rule. */
export const handshake =
  (rule: HandshakeRule): ConductCase =>
  async (stage) => {
    const { source, input } = stage;
    const { parts, target } = input;
    const random = Buffer.from(parts.crypto.randomBytes(12)).toString('hex');
    const asked = handshakeRequest(rule, source.provider.contentType, random);
    const url =
      asked.query === '' ? target.url : `${target.url}${target.url.includes('?') ? '&' : '?'}${asked.query}`;
    const aimed = { ...target, url, method: asked.method };
    const signature =
      rule.signed && source.signing ? { ...source.signing, eventId: null, nowMs: parts.clock.nowMs() } : null;
    const { request } = signForTarget(parts.crypto, { target: aimed, ...asked }, signature);
    const exchange = await stage.fire(request);
    const wanted = answerHandshake(
      source.provider,
      { method: asked.method, url, rawHeaders: asked.rawHeaders, body: asked.body },
      {
        ...(source.signing ? { secret: source.signing.secret } : {}),
        endpointUrl: target.url,
        crypto: parts.crypto,
        signatureOk: rule.signed ? true : null,
      },
    );
    if (!wanted || wanted.status >= 400) {
      return conducted(notJudged('What the provider wants depends on a value that was agreed on with it.'), [
        exchange,
      ]);
    }
    const body = exchange.answer?.body.encoding === 'utf8' ? exchange.answer.body.data.trim() : '';
    const isRight = stage.isAccepted(exchange) && holds(wanted.body, body);
    return conducted(
      isRight
        ? passed(`It ${saidOf(exchange)}, as the handshake wants it.`)
        : failed(
            'handshake',
            `It ${saidOf(exchange)}${wanted.body === '' ? '' : `; the answer has to hold ${wanted.body.slice(0, 200)}`}.`,
          ),
      [exchange],
    );
  };

/** Whether an answer says what the handshake wants: the same JSON, or the same text. */
function holds(wanted: string, body: string): boolean {
  if (wanted === '' || body === wanted) return true;
  try {
    const [a, b]: unknown[] = [JSON.parse(wanted), JSON.parse(body)];
    if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return false;
    const have = new Map(Object.entries(b));
    return Object.entries(a).every(([key, value]) => JSON.stringify(have.get(key)) === JSON.stringify(value));
  } catch {
    return false;
  }
}

/** The secret in what came back, or in the log. */
export const secrets =
  (logUrl: string | undefined): ConductCase =>
  async (stage) => {
    const [told] = stage.toldSecret;
    if (told) return conducted(failed('answers-secret', 'The secret stands in an answer.'), [told]);
    if (logUrl === undefined)
      return conducted(passed('No answer held the secret. No log was named to look at.'));
    const lines = numberIn(await ask(logUrl, 'GET'), logUrl);
    return conducted(
      lines > 0
        ? failed('logs-secret', `The secret stands in the log ${lines === 1 ? 'once' : `${lines} times`}.`)
        : passed('Neither answers nor log hold the secret.'),
    );
  };

/** Rounds of equal load; the first is for warming up. */
const memoryRounds = 4;
const eventsARound = 64;
const paddingBytes = 262_144;
/** Of what was sent in a round: a handler that keeps less than this does not keep the events. */
const keptShare = 0.6;

/** Whether memory grows by about as much as was sent, round after round. */
export const memory =
  (memoryUrl: string | undefined): ConductCase =>
  async (stage) => {
    if (memoryUrl === undefined) {
      return conducted(notJudged('Name the handler’s process (--pid) to see how its memory grows.'));
    }
    const sizes: number[] = [];
    for (let round = 0; round < memoryRounds; round++) {
      for (let sent = 0; sent < eventsARound; sent++) {
        const event = stage.event();
        const text = lossyText(event.body).replace(
          /\}\s*$/,
          `,"tacklebox_padding":"${'x'.repeat(paddingBytes)}"}`,
        );
        await stage.fire(stage.genuine({ ...event, body: Buffer.from(text) }));
      }
      sizes.push(numberIn(await ask(memoryUrl, 'GET'), memoryUrl));
    }
    const growth = sizes.slice(1).map((size, at) => size - (sizes[at] ?? 0));
    const grows = growth.every((bytes) => bytes > keptShare * eventsARound * paddingBytes);
    const megabytes = growth.map((bytes) => `${(bytes / 1e6).toFixed(0)} MB`).join(', ');
    return conducted(
      grows
        ? failed(
            'leaks-memory',
            `Over three rounds of ${eventsARound} events its memory grew by ${megabytes}.`,
          )
        : passed(`Over three rounds of ${eventsARound} events its memory changed by ${megabytes}.`),
    );
  };
