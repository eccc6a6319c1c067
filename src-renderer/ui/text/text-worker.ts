import { type JsonLayout, jsonText, layoutJson } from '#core/json/lines.ts';

/** What the worker is asked: to lay a text out, or to write it with a level an indent. */
export type TextQuestion = { id: number; text: string; wants: 'layout' | 'pretty' };
export type TextAnswer =
  | { id: number; wants: 'layout'; layout: JsonLayout }
  /** Null where it is not JSON. */
  | { id: number; wants: 'pretty'; text: string | null };

function answerOf({ id, text, wants }: TextQuestion): TextAnswer {
  const layout = layoutJson(text);
  if (wants === 'layout') return { id, wants, layout };
  return { id, wants, text: layout.ok ? jsonText(text, layout.table) : null };
}

self.onmessage = ({ data }: MessageEvent<TextQuestion>) => {
  const answer = answerOf(data);
  const handedOver = answer.wants === 'layout' && answer.layout.ok ? [answer.layout.table.cells.buffer] : [];
  self.postMessage(answer, { transfer: handedOver });
};
