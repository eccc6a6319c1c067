import { fillVariables, type VariableSources } from '#core/delivery/variables.ts';
import { compactText, layoutJson } from '#core/json/lines.ts';
import type { Json } from '#core/json/value.ts';
import type { EventType } from '#core/providers/provider.ts';

/** JSON without the blanks between its parts; null where it is none. Numbers and strings stay as written, to the byte. */
export function compactJson(text: string): string | null {
  const layout = layoutJson(text);
  return layout.ok ? compactText(text, layout.table) : null;
}

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
  const compacted = json ? compactJson(text) : null;
  return {
    text: compact && compacted !== null ? compacted : text,
    filled,
    unknown,
    notJson: json && text.trim() !== '' && compacted === null,
  };
}
