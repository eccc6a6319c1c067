import { locateAll } from '../schemes/locate.ts';
import type { Cause, Verdict } from '../verify/verdict.ts';
import { strongLooks, weakLooks } from './body-suspicions.ts';
import { hasContent } from './encoding-mistakes.ts';
import { fix, urlFixes } from './fixes.ts';
import type { Situation } from './mistake.ts';
import { secretLooks } from './secret-suspicions.ts';

/** What only looks like a cause: nothing here is recomputed, so nothing is proven. */
type Suspicion = (
  situation: Situation,
  verdict: Verdict,
  isComplete: boolean,
) => Omit<Cause, 'proven' | 'changes'> | null;

/** Words that programs print for what is no text: a promise, an object, an array of bytes, nothing. */
const printedObjects: readonly [RegExp, string][] = [
  [
    /\[object Promise\]|Promise \{|<coroutine|<Future|<Task/,
    'a promise that was printed before it was awaited (await is missing)',
  ],
  [/\[object [A-Z]\w*\]/, 'an object that was printed as text'],
  [
    /\[[BLIC]@[0-9a-f]{4,}|System\.Byte\[\]|<memory at|<Buffer>|&\{|byte\[\d*\]/,
    'a byte array that was printed by its type, not encoded',
  ],
  [
    /<built-in|<function|function \(|<bound method|HMAC object|\[Function|OpenSSL::|<hmac\.|<_hashlib/,
    'a function or HMAC object that was printed: it was never called to give its digest',
  ],
  [
    /(?:^|[=,:\s])(?:undefined|null|None|nil|NaN|false|\(null\)|%!\w\(.*\))$/i,
    'the word for no value (undefined, null, None): nothing was computed',
  ],
];

const signaturePrinted: Suspicion = ({ scheme, request }) => {
  const value =
    hasContent({ scheme, request, secrets: [] }) && 'signature' in scheme
      ? locateAll(scheme.signature.at, request).join(' ')
      : '';
  const found = printedObjects.find(([pattern]) => pattern.test(value.slice(0, 4096).trim()));
  if (!found) return null;
  return {
    id: 'signature-not-printed',
    title: `What stands where the signature belongs is ${found[1]}.`,
    explanation: 'The digest itself is not in the request, so that nothing can be checked.',
    fixes: [
      fix(
        'Node.js',
        'Await the digest, then encode it.',
        "createHmac('sha256', secret).update(raw).digest('hex')",
      ),
      fix('Python', 'Call hexdigest().', 'hmac.new(key, raw, hashlib.sha256).hexdigest()'),
      fix('Java', 'Encode the bytes.', 'HexFormat.of().formatHex(mac.doFinal(raw))'),
      fix('ASP.NET', 'Encode the bytes.', 'Convert.ToHexString(hmac.ComputeHash(raw)).ToLowerInvariant()'),
    ],
  };
};

const signatureEmpty: Suspicion = ({ scheme, request }, { code }) => {
  if (code !== 'signature_malformed' || !('signature' in scheme)) return null;
  const value = locateAll(scheme.signature.at, request).join(' ').trim();
  const format = scheme.signature.format.replace(/[{}]/g, '');
  return {
    id: 'signature-form-unknown',
    title:
      value === ''
        ? 'The signature is empty.'
        : `The signature does not have the form \`${format}\`, and no digest of this request stands in it.`,
    explanation:
      'Its header is there, but what it holds is neither the expected signature nor a text that was made of it.',
    fixes: [fix('At the sender', 'Write the header exactly in the form that the provider documents.')],
  };
};

const secretSuspicious: Suspicion = ({ secrets, scheme }) => {
  if (
    scheme.kind === 'asymmetric' ||
    scheme.kind === 'strategy' ||
    (scheme.kind === 'jwt' && scheme.algorithm !== 'HS256')
  )
    return null;
  const looks = secrets.map(secretLooks).find((one) => one !== null);
  return looks ? { ...looks, fixes: [...looks.fixes] } : null;
};

const asSuspicion =
  (look: (typeof strongLooks)[number]): Suspicion =>
  ({ request }) => {
    const evidence = look(request);
    return evidence && { ...evidence, fixes: [...evidence.fixes] };
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

/** The last resort: said as what is known, which is nothing. */
const secretOther: Suspicion = (situation, { code }, isComplete) =>
  code === 'no_matching_signature' && situation.secrets.length > 0
    ? {
        id: 'secret-wrong',
        title: isComplete
          ? 'No known mistake explains it. The secret may be another one than the sender uses.'
          : 'No known mistake explains it so far: the search ended early. The secret may be another one than the sender uses.',
        explanation:
          'With a different secret, or a body that was changed beyond recovery, a signature looks just like this. Most often the secret belongs to another endpoint, or to test in place of live.',
        fixes: [
          fix(
            'At the provider',
            'Copy the secret again from the page of this very endpoint, in the mode that sends.',
          ),
          fix('While rotating', 'Accept the old secret along with the new one.'),
        ],
      }
    : null;

const strongSuspicions: readonly Suspicion[] = [
  clockWrong,
  signaturePrinted,
  headerDropped,
  ...strongLooks.map(asSuspicion),
  secretSuspicious,
  signatureEmpty,
];
const weakSuspicions: readonly Suspicion[] = [...weakLooks.map(asSuspicion), urlPrivate];

/** What looks like a cause, the likeliest first: one weak sign at most stands before that nothing explains it. */
export function suspect(situation: Situation, verdict: Verdict, isComplete: boolean): Cause[] {
  const found = (suspicions: readonly Suspicion[]) =>
    suspicions.flatMap((suspicion) => {
      const cause = suspicion(situation, verdict, isComplete);
      return cause ? [{ ...cause, proven: false, changes: [] }] : [];
    });
  const [weak, ...weaker] = found(weakSuspicions);
  return [...found(strongSuspicions), ...(weak ? [weak] : []), ...found([secretOther]), ...weaker];
}
