import { utf8Text } from '#core/bytes/encoding.ts';
import type { Contract, Handlers } from '#core/contract/index.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import { findHeader, type SignedRequest } from '#core/http/request.ts';
import { schemesFor } from '#core/providers/auth-methods.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import { requireKnownFields, withFieldValues } from '#core/signing/schemes/fields.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import { parseTimestamp, toUnit } from '#core/signing/schemes/timestamps.ts';
import { sign } from '#core/signing/sign/sign.ts';
import { snippetFor, snippetHandler } from '#core/signing/snippets/index.ts';
import { languageChecks, snippetLanguageNames } from '#core/signing/snippets/languages.ts';
import { verifyAny } from '#core/signing/verify/verify-any.ts';
import type { EngineParts } from '../engine.ts';
import type { StoredDelivery } from '../history/deliveries/deliveries-repo.ts';
import { diagnoseFor, stopSearch } from '../requests/diagnose-request.ts';
import { type BodyInput, givenBody } from '../requests/request-edit.ts';
import { storedRequest } from '../requests/stored-request.ts';
import { openHandshake } from '../vault/handshake-secrets.ts';

interface SchemeChoice {
  provider?: string | undefined;
  scheme?: Scheme | undefined;
  auth?: string | undefined;
}

/** Schemes to sign or check by, the likeliest first; null where nothing is named. */
function namedSchemes({ provider, scheme, auth }: SchemeChoice): [Scheme, ...Scheme[]] | null {
  if (scheme) return [scheme];
  return provider === undefined ? null : schemesFor(requireProvider(provider), { auth });
}

type HeadersInput = RawHeaders | Record<string, string> | undefined;

const pairs = (headers: HeadersInput): RawHeaders =>
  headers === undefined ? [] : Array.isArray(headers) ? headers : Object.entries(headers);

/** Some contents depend on the content type: where none is given, JSON is told by its look, else it is the provider's. */
function withContentType(rawHeaders: RawHeaders, body: Uint8Array, provider: string | undefined): RawHeaders {
  if (findHeader(rawHeaders, 'content-type') !== undefined || body.length === 0) return rawHeaders;
  const isJson = body[0] === 0x7b || body[0] === 0x5b;
  const type = isJson || provider === undefined ? 'application/json' : requireProvider(provider).contentType;
  return [...rawHeaders, ['Content-Type', type]];
}

interface RequestInput extends BodyInput {
  provider?: string | undefined;
  headers?: HeadersInput;
  url?: string | undefined;
  method?: string | undefined;
}

function requestOf(input: RequestInput): SignedRequest {
  const body = givenBody(input) ?? new Uint8Array();
  return {
    method: (input.method ?? 'POST').toUpperCase(),
    url: input.url ?? '/',
    rawHeaders: withContentType(pairs(input.headers), body, input.provider),
    body,
  };
}

/** Epoch milliseconds of a moment given as Unix seconds, milliseconds or ISO 8601. */
function momentMs(moment: string | number, field: string): number {
  const text = toUnit(String(typeof moment === 'number' ? Math.trunc(moment) : moment), 'unix-ms');
  const ms = text === null ? null : parseTimestamp(text, 'unix-ms');
  if (ms !== null) return ms;
  throw new TackleboxError('invalid_input', `${field} is neither Unix seconds nor ISO 8601.`);
}

const sameBytes = (a: Uint8Array, b: Uint8Array) => a.length === b.length && Buffer.compare(a, b) === 0;

function bodyResult(body: Uint8Array): { body: string } | { bodyBase64: string } {
  const text = utf8Text(body);
  return text === null ? { bodyBase64: Buffer.from(body).toString('base64') } : { body: text };
}

/** Signing and checking anything by any scheme, apart from what was caught or sent. */
export const signatureHandlers = (parts: EngineParts): Handlers<Contract['signatures']> => {
  const ofEndpoint = (webhookId: string) => {
    const endpoint = parts.history.endpoints.get(webhookId);
    return {
      schemes: schemesFor(requireProvider(endpoint.provider), endpoint),
      fields: openHandshake(parts.vault, endpoint.handshake),
    };
  };

  /** The endpoint that caught a delivery, where it still is. */
  const endpointOf = ({ summary: { webhookId } }: StoredDelivery): string | undefined =>
    webhookId === null ? undefined : parts.history.endpoints.find(webhookId)?.webhookId;

  return {
    sign: (input) => {
      const [scheme] = namedSchemes(input) ?? [];
      if (!scheme) throw new TackleboxError('invalid_input', 'Give a provider or a scheme to sign by.');
      requireKnownFields([scheme], input.fields);
      const request = requestOf(input);
      const result = sign(scheme, request, input.secret, {
        crypto: parts.crypto,
        nowMs: parts.clock.nowMs(),
        fields: input.fields,
        ...(input.id === undefined ? {} : { id: input.id }),
        ...(input.timestamp === undefined ? {} : { timestamp: String(input.timestamp) }),
      });
      return {
        headers: Object.fromEntries(result.headers),
        signedContent: result.signedContent,
        ...(sameBytes(result.body, request.body) ? {} : bodyResult(result.body)),
        ...(result.url === request.url ? {} : { url: result.url }),
      };
    },

    verify: async (input, { signal }) => {
      const stored = input.deliveryId === undefined ? null : storedRequest(parts, input.deliveryId);
      const named = namedSchemes(input);
      const webhookId = input.webhookId ?? (stored && !named ? endpointOf(stored.delivery) : undefined);
      const endpoint = webhookId ? ofEndpoint(webhookId) : null;
      const schemes =
        named ??
        endpoint?.schemes ??
        (stored && namedSchemes({ provider: stored.delivery.summary.provider }));
      if (!schemes) {
        throw new TackleboxError('invalid_input', 'Give a provider, a scheme or a webhookId to check by.');
      }
      const nowMs = input.now === undefined ? parts.clock.nowMs() : momentMs(input.now, 'now');
      const secrets = [...input.secrets, ...(input.secret === undefined ? [] : [input.secret])];
      if (webhookId) secrets.push(...parts.vault.accepted(webhookId, parts.clock.nowMs()));
      const request = stored?.request ?? requestOf(input);
      requireKnownFields(schemes, input.fields);
      const fields = { ...endpoint?.fields, ...input.fields };
      const { scheme, verdict } = verifyAny(schemes, request, secrets, {
        crypto: parts.crypto,
        nowMs,
        fields,
      });
      if (verdict.ok || !input.diagnose || verdict.code === 'unsigned_scheme') return verdict;
      const diagnosis = await diagnoseFor(parts, {
        scheme: withFieldValues(scheme, fields),
        request,
        secrets,
        nowMs,
        webhookId,
        signal,
        searchId: input.searchId,
        isCaught: stored?.delivery.summary.direction === 'in',
      });
      return { ...verdict, diagnosis };
    },

    stopSearch: ({ searchId }) => ({ stopped: stopSearch(searchId) }),

    snippet: ({ language: asked, framework, ...choice }) => {
      const [scheme] = namedSchemes(choice) ?? [];
      if (!scheme) throw new TackleboxError('invalid_input', 'Name a provider, or give a scheme.');
      const name = choice.provider === undefined ? 'This scheme' : requireProvider(choice.provider).name;
      const handler = framework === undefined ? null : snippetHandler(scheme, framework);
      const language = asked ?? handler?.language ?? 'node';
      if (handler && handler.language !== language) {
        const [own, other] = [snippetLanguageNames[handler.language], snippetLanguageNames[language]];
        const problem = `${handler.name} is ${own}, not ${other}: leave the language out.`;
        throw new TackleboxError('invalid_input', problem);
      }
      const code = snippetFor(scheme, language, name);
      return {
        language,
        checked: languageChecks[language],
        code,
        handler:
          code === null || !handler
            ? null
            : { name: handler.name, code: handler.code, checked: handler.checked },
      };
    },
  };
};
