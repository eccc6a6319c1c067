import { utf8Text } from '../../bytes/encoding.ts';
import { findHeader } from '../../http/request.ts';
import { parseJsonForm } from '../../json/forms.ts';
import type { Cause, Verdict } from '../verify/verdict.ts';
import { hasContent } from './encoding-mistakes.ts';
import { fix, rawBodyFixes, urlFixes } from './fixes.ts';
import type { Situation } from './mistake.ts';

/** What only looks like a cause: nothing here is recomputed, so nothing is proven. */
type Suspicion = (situation: Situation, verdict: Verdict) => Omit<Cause, 'proven' | 'changes'> | null;

const bodyTruncated: Suspicion = ({ request }) => {
  const stated = findHeader(request.rawHeaders, 'content-length');
  const length = stated !== undefined && /^\d{1,12}$/.test(stated) ? Number(stated) : null;
  if (length === null || length <= request.body.length) return null;
  return {
    id: 'body-truncated',
    title: `The body may be cut short: ${request.body.length} of ${length} bytes are here.`,
    explanation: 'Content-Length states more bytes than the body has. What is missing was signed as well.',
    fixes: [
      fix('A proxy in between', 'Raise its limit for request bodies.', 'client_max_body_size 32m;'),
      ...rawBodyFixes,
    ],
  };
};

/** Long bodies are looked at by their beginning. */
const glanceBytes = 65_536;

const bodyLaidOut: Suspicion = ({ request }) => {
  const text = utf8Text(request.body.subarray(0, glanceBytes));
  if (text === null || !/^\s*[{[]\s*\n/.test(text)) return null;
  return {
    id: 'body-laid-out',
    title: 'The body may have been laid out anew: it has line breaks and indentation.',
    explanation:
      'Most providers send JSON in one line. A tool that shows bodies may have formatted this one.',
    fixes: [...rawBodyFixes],
  };
};

const bodyNotText: Suspicion = ({ request }) => {
  if (!utf8Text(request.body.subarray(0, glanceBytes))?.includes('\ufffd')) return null;
  return {
    id: 'body-characters-lost',
    title:
      'Characters of the body may be lost: it holds U+FFFD, which stands for bytes that could not be read.',
    explanation:
      'The body was decoded with the wrong encoding. What was signed can not be found again from this.',
    fixes: [...rawBodyFixes],
  };
};

const bodyNotJson: Suspicion = ({ request }) => {
  const type = findHeader(request.rawHeaders, 'content-type') ?? '';
  const text = request.body.length <= glanceBytes ? utf8Text(request.body) : null;
  if (!type.includes('json') || text === null || text === '' || parseJsonForm(text)) return null;
  return {
    id: 'body-damaged',
    title: 'The body may be damaged: it is announced as JSON and is not.',
    explanation: 'A body that cannot be parsed was probably cut or edited after it was signed.',
    fixes: [...rawBodyFixes],
  };
};

const urlPrivate: Suspicion = (situation) => {
  const usesUrl = hasContent(situation) && /\{[a-zA-Z]*[uU]rl/.test(situation.scheme.signedContent);
  if (!usesUrl || !/^(?!https:)|\/\/(?:localhost|127\.|10\.|192\.168\.|\[::1\])/.test(situation.request.url))
    return null;
  return {
    id: 'url-not-public',
    title: 'The URL here may not be the one that was signed: it is not a public one.',
    explanation:
      'This provider signs the URL as it is registered there. A tunnel or a proxy hides it from this side.',
    fixes: [...urlFixes],
  };
};

const headerDropped: Suspicion = (_, { code }) =>
  code === 'signature_missing'
    ? {
        id: 'signature-not-sent',
        title: 'The signature may never have been sent, or was dropped on the way.',
        explanation:
          'Many providers sign only when a secret is set. Some proxies drop headers that they do not know.',
        fixes: [
          fix('At the provider', 'Set a secret for this webhook.'),
          fix(
            'nginx',
            'It drops headers with underscores unless told otherwise.',
            'underscores_in_headers on;',
          ),
        ],
      }
    : null;

const clockWrong: Suspicion = (_, { code, ageSeconds }) => {
  if ((code !== 'timestamp_too_old' && code !== 'timestamp_in_future') || ageSeconds === undefined)
    return null;
  const replayed = code === 'timestamp_too_old';
  return {
    id: replayed ? 'request-replayed' : 'clock-skew',
    title: replayed
      ? 'The request may be a replay of an old one: its signature is right, its time is past.'
      : 'One of the two clocks may be wrong: the signature is right, its time is yet to come.',
    explanation: replayed
      ? 'A capture that is sent again keeps its old timestamp. A wrong clock, or a queue on the way, looks the same.'
      : "The sender's clock is ahead, or this one is behind.",
    fixes: [
      fix('Replaying', 'Sign anew, so that the timestamp is fresh.'),
      fix('Linux', 'Look whether the clock is kept in time.', 'timedatectl status'),
      fix('Docker Desktop', 'The clock of its machine falls behind when the computer sleeps: restart it.'),
    ],
  };
};

const secretOther: Suspicion = (situation, { code }) =>
  code === 'no_matching_signature' && situation.secrets.length > 0
    ? {
        id: 'secret-wrong',
        title: 'The secret may be another one than the sender uses.',
        explanation:
          'No known mistake explains the signature with this secret. Most often it belongs to another endpoint, or to test in place of live.',
        fixes: [
          fix(
            'At the provider',
            'Copy the secret again from the page of this very endpoint, in the mode that sends.',
          ),
          fix('While rotating', 'Accept the old secret along with the new one.'),
        ],
      }
    : null;

const suspicions: readonly Suspicion[] = [
  clockWrong,
  headerDropped,
  bodyTruncated,
  bodyNotText,
  bodyNotJson,
  bodyLaidOut,
  urlPrivate,
  secretOther,
];

/** What looks like a cause, the likeliest first. For when nothing is proven. */
export const suspect = (situation: Situation, verdict: Verdict): Cause[] =>
  suspicions.flatMap((suspicion) => {
    const cause = suspicion(situation, verdict);
    return cause ? [{ ...cause, proven: false, changes: [] }] : [];
  });
