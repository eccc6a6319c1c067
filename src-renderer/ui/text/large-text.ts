import { useEffect, useMemo, useState } from 'react';
import { type JsonLayout, jsonText, layoutJson } from '#core/json/lines.ts';
import type { TextAnswer, TextQuestion } from './text-worker.ts';
import TextWorker from './text-worker.ts?worker';

/** Text up to this length (UTF-16 units) is laid out at once, in a millisecond or two; a longer one in the worker. */
const quickCharacters = 65_536;
/** The newest layouts of long texts, so that a change of tabs costs nothing. */
const keptLayouts = 3;

let worker: Worker | undefined;
let asked = 0;
const waiting = new Map<number, (answer: TextAnswer) => void>();
const layouts = new Map<string, JsonLayout>();

function ask(text: string, wants: TextQuestion['wants']): Promise<TextAnswer> {
  if (!worker) {
    worker = new TextWorker();
    worker.onmessage = ({ data }: MessageEvent<TextAnswer>) => {
      waiting.get(data.id)?.(data);
      waiting.delete(data.id);
    };
  }
  asked += 1;
  const question: TextQuestion = { id: asked, text, wants };
  return new Promise((resolve) => {
    waiting.set(question.id, resolve);
    worker?.postMessage(question);
  });
}

function keep(text: string, layout: JsonLayout): void {
  layouts.set(text, layout);
  for (const old of [...layouts.keys()].slice(0, -keptLayouts)) layouts.delete(old);
}

/** A text's layout as JSON: at once where it is short, from the worker where it is long. Null while it is made, and of null. */
export function useJsonLayout(text: string | null): JsonLayout | null {
  const isQuick = text !== null && text.length <= quickCharacters;
  const quick = useMemo(() => (isQuick ? layoutJson(text) : null), [isQuick, text]);
  const [made, setMade] = useState<{ text: string; layout: JsonLayout } | null>(null);
  const kept = text === null || isQuick ? undefined : layouts.get(text);
  useEffect(() => {
    if (text === null || text.length <= quickCharacters || layouts.has(text)) return;
    let wanted = true;
    void ask(text, 'layout').then((answer) => {
      if (answer.wants !== 'layout') return;
      keep(text, answer.layout);
      if (wanted) setMade({ text, layout: answer.layout });
    });
    return () => {
      wanted = false;
    };
  }, [text]);
  return quick ?? kept ?? (made && made.text === text ? made.layout : null);
}

/** A text written with a level an indent, for copying; as it is where it is not JSON. */
export async function prettyText(text: string): Promise<string> {
  if (text.length > quickCharacters) {
    const answer = await ask(text, 'pretty');
    return (answer.wants === 'pretty' ? answer.text : null) ?? text;
  }
  const layout = layoutJson(text);
  return layout.ok ? jsonText(text, layout.table) : text;
}
