import type { Bytes } from '../../bytes/encoding.ts';
import { digestOf } from '../kinds/hmac.ts';
import { keyOf } from '../schemes/key.ts';
import { locate, locateAll } from '../schemes/locate.ts';
import type { HmacScheme } from '../schemes/scheme.ts';
import { type ContentPiece, evaluate, joinPieces } from '../schemes/signed-content.ts';
import { bodyDigestProblem } from '../verify/body-digest.ts';
import { compiled } from '../verify/envelope.ts';
import { check, type Situation, type Surroundings, signatureHolds } from './mistake.ts';
import { type Reading, SignatureReadings } from './signature-readings.ts';

/** A reading of a signature that stands as the scheme says. */
const asItStands: Reading = { id: '', oddities: [] };

/** The situation of a scheme by HMAC, which is checked here without a verdict's steps. */
type HmacSituation = Situation & { scheme: HmacScheme };

const isHmac = (situation: Situation): situation is HmacSituation => situation.scheme.kind === 'hmac';

const keysLimit = 20_000;

/** Whether the timestamp stands in the headers, so that another body has the same. */
const isBeside = ({ timestamp, signature }: HmacScheme) =>
  timestamp?.at.in === 'header' ||
  (timestamp?.at.in === 'signature' && signature.at.in === 'header') ||
  timestamp === undefined;

/** Timestamps that the request states, in the order in which a verifier would take them. */
function statedTimes({ scheme, request, signedTime }: HmacSituation): (string | undefined)[] {
  if (signedTime !== undefined) return [signedTime];
  const rule = scheme.timestamp;
  if (!rule) return [undefined];
  if (rule.at.in !== 'signature') return [locate(rule.at, request)];
  const { format } = compiled(scheme);
  const values = locateAll(scheme.signature.at, request).slice(0, 8);
  const read = values.flatMap((value) => format.read(value).map(({ timestamp }) => timestamp));
  const times = new Set(read.filter((time) => time !== undefined));
  if (times.size === 0)
    for (const value of values) for (const [time] of value.matchAll(/\b\d{10}(?:\d{3})?\b/g)) times.add(time);
  return times.size === 0 ? [undefined] : [...times].slice(0, 4);
}

/**
 * Tells whether a supposed situation makes the signature hold. For HMAC it computes digests and compares them with every
 * reading of what the request carries, so that damage to the signature's text combines with all else for nothing.
 */
export class Probe {
  private readonly around: Surroundings;
  private readonly readings: SignatureReadings | null;
  private joined: { pieces: readonly ContentPiece[]; content: Bytes } | null = null;
  private readonly keys = new Map<string, Bytes | null>();
  private lastTimes: {
    rule: unknown;
    headers: object;
    request: object;
    times: (string | undefined)[];
  } | null = null;
  private lastContents: {
    scheme: HmacScheme;
    request: object;
    time: string | undefined;
    contents: ContentPiece[][];
  } | null = null;

  constructor(actual: Situation, around: Surroundings) {
    this.around = around;
    this.readings = isHmac(actual) ? new SignatureReadings(actual.scheme, actual.request) : null;
  }

  /** How the signature is to be read for it to hold; null where it doesn't. `closely`: also by its text, which costs more. */
  holds(situation: Situation, closely = false, byVerifier = false): Reading | null {
    if (!this.readings || byVerifier || !isHmac(situation)) {
      return signatureHolds(check(situation, this.around)) ? asItStands : null;
    }
    for (const digest of this.digests(situation)) {
      const reading = this.readings.match(digest) ?? (closely ? this.readings.matchText(digest) : null);
      if (reading)
        return bodyDigestProblem(situation.scheme, situation.request, this.around.crypto) ? null : reading;
    }
    return null;
  }

  private *digests(situation: HmacSituation): Generator<Bytes> {
    const { crypto } = this.around;
    const { scheme, digest, secrets } = situation;
    const keys = situation.keys ?? this.keysOf(situation);
    const times = this.timesOf(situation);
    for (const [index, key] of keys.entries()) {
      for (const time of times) {
        for (const pieces of this.contents(situation, time, secrets[index] ?? secrets[0])) {
          const content = this.join(pieces);
          yield digest ? digest(crypto, scheme.hash, key, content) : digestOf(scheme, key, content, crypto);
        }
      }
    }
  }

  /** Keys change more often than all else in pairs, and the same ones come again and again. */
  private keysOf({ scheme, secrets }: HmacSituation): Bytes[] {
    const keys: Bytes[] = [];
    for (const secret of secrets) {
      const name = `${scheme.key} ${secret}`;
      let key = this.keys.get(name);
      if (key === undefined) {
        const read = keyOf(secret, scheme.key, this.around.crypto);
        key = 'key' in read ? read.key : null;
        if (this.keys.size >= keysLimit) this.keys.clear();
        this.keys.set(name, key);
      }
      if (key) keys.push(key);
    }
    return keys;
  }

  private timesOf(situation: HmacSituation): (string | undefined)[] {
    if (situation.signedTime !== undefined) return [situation.signedTime];
    const { scheme, request } = situation;
    const { lastTimes } = this;
    if (
      lastTimes &&
      lastTimes.rule === scheme.timestamp &&
      lastTimes.headers === request.rawHeaders &&
      (lastTimes.request === request || isBeside(scheme))
    )
      return lastTimes.times;
    const times = statedTimes(situation);
    this.lastTimes = { rule: scheme.timestamp, headers: request.rawHeaders, request, times };
    return times;
  }

  /** Contents by the scheme's templates; the last ones are kept, since keys change more often than contents. */
  private contents(
    situation: HmacSituation,
    time: string | undefined,
    secret: string | undefined,
  ): ContentPiece[][] {
    const { scheme, request } = situation;
    const last = this.lastContents;
    const { templates } = compiled(scheme);
    const usesSecret = templates.some((template) => template.uses('secret'));
    if (!usesSecret && last && last.scheme === scheme && last.request === request && last.time === time)
      return last.contents;
    const scope = {
      crypto: this.around.crypto,
      request,
      timestamp: time,
      id: scheme.id && locate(scheme.id, request),
      nonce: scheme.nonce && locate(scheme.nonce, request),
      secret,
    };
    const contents = templates.flatMap((template) => {
      const content = evaluate(template, scope);
      return content.missing.length > 0 || content.unfit.length > 0 ? [] : [content.pieces];
    });
    this.lastContents = { scheme, request, time, contents };
    return contents;
  }

  private join(pieces: readonly ContentPiece[]): Bytes {
    if (this.joined?.pieces !== pieces) this.joined = { pieces, content: joinPieces(pieces) };
    return this.joined.content;
  }
}
