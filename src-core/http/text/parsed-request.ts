import { type Bytes, latin1Text, utf8, utf8Text } from '../../bytes/encoding.ts';
import type { WireCopy } from '../wire-copy.ts';

/** A request read from somebody's text, with what a reader should know of how it was taken. */
export interface ParsedRequest extends WireCopy {
  /** Whole sentences: what was assumed, what does not add up. */
  notes: string[];
}

/**
 * A header's value as it stands on the wire, a character for each byte. Text that was typed or kept in a file may hold
 * more than that: it is taken as UTF-8, as every sender would write it.
 */
export const wireText = (text: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a byte is any of these
  const onePerByte = /^[\x00-\xff]*$/.test(text);
  return onePerByte ? text : latin1Text(utf8(text));
};

/** Bytes as text to be read: UTF-8, else a character for each byte. */
export const readableText = (bytes: Bytes): string => utf8Text(bytes) ?? latin1Text(bytes);
