import { bodyFamilies } from './body-families.ts';
import { plainBodyMistakes } from './body-mistakes.ts';
import { contentMistakes } from './content-mistakes.ts';
import { encodingMistakes } from './encoding-mistakes.ts';
import { formFamilies, formMistakes } from './form-mistakes.ts';
import { hashMistakes } from './hash-mistakes.ts';
import { hmacMisuses } from './hmac-misuse.ts';
import { jsonMistakes } from './json-mistakes.ts';
import type { Mistake } from './mistake.ts';
import { schemeMistakes } from './scheme-mistakes.ts';
import { secretFamilies } from './secret-families.ts';
import { secretMistakes } from './secret-mistakes.ts';
import { signedTimeForms, signedTimeShifts } from './signed-times.ts';
import { timestampMistakes } from './timestamp-mistakes.ts';
import { urlChanges } from './url-changes.ts';
import { urlMistakes } from './url-mistakes.ts';
import { urlOfViews } from './url-views.ts';

/** Small named mistakes. Each has a test of its own. */
export const knownMistakes: readonly Mistake[] = [
  ...plainBodyMistakes.frequent,
  ...secretMistakes,
  ...encodingMistakes,
  ...jsonMistakes.frequent,
  ...hashMistakes,
  ...urlMistakes,
  ...contentMistakes.frequent,
  ...timestampMistakes.stated,
  ...timestampMistakes.near,
  ...schemeMistakes,
  ...formMistakes,
  ...plainBodyMistakes.rare,
  ...plainBodyMistakes.constant,
  ...jsonMistakes.rare,
  ...contentMistakes.rare,
];

/**
 * All mistakes and families in the order in which they are tried: what people do most often, and what is cheap, comes first.
 * `core` is what the rarest ones are still tried together with.
 */
export const searchOrder: readonly Mistake[] = [
  ...plainBodyMistakes.frequent,
  ...secretMistakes,
  ...secretFamilies.texts.slice(0, 2),
  ...encodingMistakes,
  ...bodyFamilies.quick,
  ...bodyFamilies.common.slice(0, 1),
  ...hashMistakes,
  ...contentMistakes.frequent,
  ...urlMistakes,
  urlOfViews,
  ...timestampMistakes.stated,
  signedTimeForms,
  ...timestampMistakes.near,
  ...formMistakes,
  ...jsonMistakes.frequent,
  ...plainBodyMistakes.rare,
  ...jsonMistakes.rare,
  ...contentMistakes.rare,
  ...contentMistakes.families,
  ...schemeMistakes,
  ...secretFamilies.texts.slice(2),
  ...bodyFamilies.common.slice(1),
  ...plainBodyMistakes.constant,
  hmacMisuses.common,
  urlChanges,
  ...formFamilies,
  ...bodyFamilies.rare,
  ...secretFamilies.rare,
  hmacMisuses.otherHashes,
  ...secretFamilies.last,
  ...bodyFamilies.last,
  signedTimeShifts,
];
