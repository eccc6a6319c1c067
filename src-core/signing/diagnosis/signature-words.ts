import { fix } from './fixes.ts';
import type { Fix, Situation } from './mistake.ts';
import type { Reading } from './signature-readings.ts';

const writeFixes: readonly Fix[] = [
  fix(
    'At the sender',
    'Write the digest once, as the provider documents it: encoding, prefix, nothing else round it.',
    "createHmac('sha256', secret).update(raw).digest('hex')",
  ),
  fix(
    'Python',
    'hexdigest() for hex, b64encode(digest()).decode() for base64.',
    'hmac.new(key, raw, hashlib.sha256).hexdigest()',
  ),
  fix('Go', 'Encode what Sum returns.', 'hex.EncodeToString(mac.Sum(nil))'),
  fix('At the receiver', 'Compare the digest alone, in the encoding that the header has.'),
];

const cutFixes: readonly Fix[] = [
  fix('Anywhere', 'Look for a column, a log or a form that keeps only so many characters.'),
];

const elsewhereFixes: readonly Fix[] = [
  fix('At the receiver', 'Read the signature from the place where the sender writes it.'),
  fix('A proxy in between', 'Look whether it renames headers, or drops those that it does not know.'),
];

const listed = (parts: readonly string[]) =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')}, and ${parts.at(-1)}`;

/** What is wrong about how the signature is written, as a cause's words; null where nothing is. */
export function signatureCause(
  reading: Reading,
): { id: string; title: string; explanation: string; fixes: readonly Fix[] } | null {
  const { id, oddities, elsewhere } = reading;
  if (elsewhere !== undefined) {
    const also = oddities.filter((oddity) => !oddity.includes('before it'));
    return {
      id: 'signature-in-other-header',
      title: `The right signature is there, in the ${elsewhere}${also.length > 0 ? `, but ${listed(also)}` : ''}.`,
      explanation:
        'The signature stands in another header or place (under another name) than the one that this provider uses.',
      fixes: elsewhereFixes,
    };
  }
  if (oddities.length === 0) return null;
  const isCut = id === 'signature-cut-short';
  return {
    id,
    title: `The signature is right, but ${listed(oddities)}.`,
    explanation: isCut
      ? 'What is there is a part of the expected signature. The rest of it is missing.'
      : 'The digest in the header is the expected one. The text round it, or its encoding, is not what the provider writes; compared as text, the two differ.',
    fixes: isCut ? cutFixes : writeFixes,
  };
}

/** The digest is right and its header is not what the format reads. */
export function formCause({ scheme }: Situation): ReturnType<typeof signatureCause> {
  const format = 'signature' in scheme ? scheme.signature.format.replace(/[{}]/g, '') : '';
  return {
    id: 'signature-form',
    title: `The signature is right, but the header round it does not have the form \`${format}\`.`,
    explanation:
      'What belongs beside the signature is missing, has another name or prefix (upper and lower case count), or has something before it.',
    fixes: writeFixes,
  };
}
