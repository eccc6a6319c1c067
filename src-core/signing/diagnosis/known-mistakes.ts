import { plainBodyMistakes } from './body-mistakes.ts';
import { contentMistakes } from './content-mistakes.ts';
import { encodingMistakes } from './encoding-mistakes.ts';
import { formMistakes } from './form-mistakes.ts';
import { hashMistakes } from './hash-mistakes.ts';
import { jsonMistakes } from './json-mistakes.ts';
import type { Mistake } from './mistake.ts';
import { schemeMistakes } from './scheme-mistakes.ts';
import { secretMistakes } from './secret-mistakes.ts';
import { timestampMistakes } from './timestamp-mistakes.ts';
import { urlMistakes } from './url-mistakes.ts';

/** All known mistakes, in the order in which they are tried: what people do most often, and what is cheap, comes first. */
export const knownMistakes: readonly Mistake[] = [
  ...plainBodyMistakes.frequent,
  ...secretMistakes,
  ...encodingMistakes,
  ...jsonMistakes.frequent,
  ...hashMistakes,
  ...urlMistakes,
  ...contentMistakes.frequent,
  ...timestampMistakes,
  ...schemeMistakes,
  ...formMistakes,
  ...plainBodyMistakes.rare,
  ...jsonMistakes.rare,
  ...contentMistakes.rare,
];
