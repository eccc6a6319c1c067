import { create } from 'zustand';
import type { Bytes } from '#core/bytes/encoding.ts';
import type { SnippetLanguage } from '#core/signing/snippets/languages.ts';

/** Forms in which a request is pasted. */
export const textSources = ['http', 'curl', 'har'] as const;
export type TextSource = (typeof textSources)[number];
export type Source = TextSource | 'delivery' | 'hand';

/** A pasted request; `bytes` where it came from a file, which an editor could not hold exactly. */
export interface PastedText {
  text: string;
  bytes: Bytes | null;
}

export interface RequestByHand {
  method: string;
  url: string;
  headers: [string, string][];
  body: string;
}

/** By what the signature is checked: as the request looks, a provider's scheme, or one of the user's own. */
export type SchemeChoice = { by: 'look' } | { by: 'provider'; id: string } | { by: 'own'; scheme: unknown };

/** At which time it is checked. `then`: when the signature says that it was made. */
export type Clock = 'now' | 'arrival' | 'then';

interface VerifyStore {
  source: Source;
  pasted: Record<TextSource, PastedText>;
  /** Which entry of a HAR file. */
  harEntry: number;
  deliveryId: string | null;
  hand: RequestByHand;
  scheme: SchemeChoice;
  /** Never written down. */
  secrets: string[];
  /** Whose kept secrets are tried as well. */
  webhookId: string | null;
  clock: Clock;
  language: SnippetLanguage;
  change(part: Partial<Omit<VerifyStore, 'change' | 'paste'>>): void;
  paste(source: TextSource, pasted: PastedText): void;
}

const nothing: PastedText = { text: '', bytes: null };

export const createVerifyStore = () =>
  create<VerifyStore>((set) => ({
    source: 'http',
    pasted: { http: nothing, curl: nothing, har: nothing },
    harEntry: 0,
    deliveryId: null,
    hand: { method: 'POST', url: 'https://example.com/webhooks', headers: [['', '']], body: '' },
    scheme: { by: 'look' },
    secrets: [''],
    webhookId: null,
    clock: 'now',
    language: 'node',
    change: (part) => set(part),
    paste: (source, text) => set(({ pasted }) => ({ pasted: { ...pasted, [source]: text }, harEntry: 0 })),
  }));

export const useVerify = createVerifyStore();
