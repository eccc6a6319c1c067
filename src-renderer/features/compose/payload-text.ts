import { fillVariables, type VariableSources } from '#core/delivery/variables.ts';
import type { Json } from '#core/json/value.ts';
import type { EventType } from '#core/providers/provider.ts';

/** JSON without the blanks between its parts. Numbers and strings stay as they are written, to the byte. */
export const compactJson = (text: string): string => text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** An event's sample as it is shown to be edited. */
export const sampleText = (event: EventType): string =>
  event.bodyText ?? JSON.stringify(event.sample satisfies Json, null, 2);

export interface BodyText {
  /** What goes on the wire. */
  text: string;
  filled: string[];
  unknown: string[];
  /** The body was meant to be JSON and isn't. */
  notJson: boolean;
}

/** The body of a draft: variables filled in, then compacted where asked and possible. */
export function bodyOf(payload: string, compact: boolean, json: boolean, sources: VariableSources): BodyText {
  const { text, filled, unknown } = fillVariables(payload, sources);
  const readable = isJson(text);
  return {
    text: compact && json && readable ? compactJson(text) : text,
    filled,
    unknown,
    notJson: json && text.trim() !== '' && !readable,
  };
}
