import { findHeader, type SignedRequest } from '../http/request.ts';
import { pointerSegments } from '../json/spans.ts';
import { valueAt } from '../signing/schemes/locate.ts';
import { jsonOf } from '../signing/schemes/parsed-body.ts';
import type { Provider } from './provider.ts';
import { allProviders } from './registry.ts';

export interface Detection {
  providerId: string;
  /** What gave it away, as the end of a sentence: "it carries X-GitHub-Event". */
  because: string;
}

/** Headers that say nothing about who sends. */
const commonHeaders = new Set([
  'authorization',
  'content-type',
  'user-agent',
  'date',
  'digest',
  'x-request-id',
]);
/** Many senders sign as these say; without further signs it is theirs. */
const families = ['standard-webhooks', 'svix', 'alfe'];
/** Larger bodies are not parsed just to guess. */
const maxGuessedBodyBytes = 1_000_000;

function signatureHeader({ scheme }: Provider): string[] {
  switch (scheme.kind) {
    case 'hmac':
    case 'asymmetric':
      return scheme.signature.at.in === 'header' ? [scheme.signature.at.name] : [];
    case 'jwt':
      return scheme.at.in === 'header' ? [scheme.at.name] : [];
    case 'static-token':
      return [scheme.header];
    default:
      return [];
  }
}

function eventHeaders(provider: Provider): string[] {
  return provider.eventTypeAt.flatMap((locator) => (locator.in === 'header' ? [locator.name] : []));
}

/** By what requests are recognised, gathered once: a look at every provider for each request would be felt. */
interface Marks {
  /** By the header's lower-case name. The generic provider is never guessed. */
  byHeader: Map<string, Set<Provider>>;
  userAgents: { provider: Provider; prefix: string }[];
  shapes: Map<Provider, { pointers: string[]; firstKeys: string[] }>;
}

let cachedMarks: Marks | undefined;

function marks(): Marks {
  if (cachedMarks) return cachedMarks;
  const byHeader: Marks['byHeader'] = new Map();
  const userAgents: Marks['userAgents'] = [];
  const shapes: Marks['shapes'] = new Map();
  for (const provider of allProviders) {
    const { headers = [], userAgent, json = [] } = provider.recognise ?? {};
    if (userAgent) userAgents.push({ provider, prefix: userAgent });
    const firstKeys = json.flatMap((pointer) => pointerSegments(pointer)[0] ?? []);
    if (json.length > 0) shapes.set(provider, { pointers: json, firstKeys });
    if (provider.id === 'generic') continue;
    const own = [...signatureHeader(provider), ...headers];
    // Alfe passes on what others send, so only its signature is its own.
    for (const name of provider.id === 'alfe' ? own : [...own, ...eventHeaders(provider)]) {
      const key = name.toLowerCase();
      if (commonHeaders.has(key)) continue;
      const known = byHeader.get(key);
      if (known) known.add(provider);
      else byHeader.set(key, new Set([provider]));
    }
  }
  cachedMarks = { byHeader, userAgents, shapes };
  return cachedMarks;
}

interface Signs {
  /** A header that one provider alone sends counts 1, one that four share a quarter. */
  weight: number;
  because: string[];
}

function add(found: Map<Provider, Signs>, provider: Provider, weight: number, because: string) {
  const signs = found.get(provider) ?? { weight: 0, because: [] };
  found.set(provider, { weight: signs.weight + weight, because: [...signs.because, because] });
}

function signsIn(request: SignedRequest): Map<Provider, Signs> {
  const found = new Map<Provider, Signs>();
  const { byHeader, userAgents } = marks();
  const counted = new Set<Set<Provider>>();
  for (const [name] of request.rawHeaders) {
    const senders = byHeader.get(name.toLowerCase());
    if (!senders || counted.has(senders)) continue;
    counted.add(senders);
    for (const provider of senders) add(found, provider, 1 / senders.size, `it carries ${name}`);
  }
  const userAgent = findHeader(request.rawHeaders, 'user-agent') ?? '';
  for (const { provider, prefix } of userAgents) {
    if (userAgent.startsWith(prefix)) add(found, provider, 1, `its user agent is ${prefix}`);
  }
  return found;
}

function addBodySigns(found: Map<Provider, Signs>, request: SignedRequest, among: Iterable<Provider>) {
  if (request.body.length === 0 || request.body.length > maxGuessedBodyBytes) return;
  const root = jsonOf(request)?.value;
  if (typeof root !== 'object' || root === null) return;
  const { shapes } = marks();
  for (const provider of among) {
    const shape = shapes.get(provider);
    if (!shape?.firstKeys.every((key) => Object.hasOwn(root, key))) continue;
    const { pointers } = shape;
    if (pointers.every((pointer) => valueAt(root, pointer) !== undefined)) {
      add(found, provider, pointers.length, `its JSON has ${pointers.join(' and ')}`);
    }
  }
}

/** Those with the most and rarest signs. */
function heaviest(found: Map<Provider, Signs>): [Provider, Signs][] {
  const most = Math.max(0, ...[...found.values()].map((signs) => signs.weight));
  return [...found].filter(([, signs]) => signs.weight > most - 1e-9);
}

/**
 * Which provider a request looks like, by headers that only it sends, its user agent, or the shape of its JSON. Undefined
 * where nothing stands out, or where several fit equally well. A guess for the eye: nothing is verified by it.
 */
export function detectProvider(request: SignedRequest): Detection | undefined {
  const found = signsIn(request);
  let candidates = heaviest(found);
  if (candidates.length !== 1) {
    const among = candidates.length === 0 ? marks().shapes.keys() : candidates.map(([provider]) => provider);
    addBodySigns(found, request, among);
    candidates = heaviest(found);
  }
  const chosen =
    candidates.length === 1 ? candidates[0] : candidates.find(([provider]) => families.includes(provider.id));
  return chosen && { providerId: chosen[0].id, because: chosen[1].because.slice(0, 3).join(', and ') };
}
