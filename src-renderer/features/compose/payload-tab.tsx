import { Braces, RotateCcw, WandSparkles } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { variableHelp } from '#core/delivery/variables.ts';
import { payloadAttribution } from '#core/providers/origin.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Menu } from '#renderer/ui/menu.tsx';
import type { JsonSchema } from '#renderer/ui/monaco/json-schemas.ts';
import { MonacoEditor, type MonacoHandle } from '#renderer/ui/monaco/monaco-editor.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Switch } from '#renderer/ui/switch.tsx';
import { prettyText } from '#renderer/ui/text/large-text.ts';
import { OriginMark } from '#renderer/webhook/origin-mark.tsx';
import { useCompose } from './compose-store.ts';
import { sampleText } from './payload-text.ts';
import { useProviderChoice } from './use-provider-choice.ts';

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The event's body, checked and completed against its JSON Schema. */
export function PayloadTab({ onSend }: { onSend(): void }) {
  const { draft, editPayload, change } = useCompose();
  const { provider, event, json } = useProviderChoice();
  const editor = useRef<MonacoHandle>(null);
  const sample = useMemo(() => (event ? sampleText(event) : null), [event]);
  const schema = isSchema(event?.schema) ? event.schema : null;
  const format = async () => {
    const before = draft.payload;
    const text = await prettyText(before);
    // What was typed meanwhile is worth more than its form.
    if (useCompose.getState().draft.payload === before) editPayload(text);
  };

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-1 border-b px-2 py-1">
        <Menu
          align="start"
          trigger={
            <Button variant="ghost" icon={Braces}>
              Variable
            </Button>
          }
          items={variableHelp.map(({ name, help, numeric }) => ({
            label: `${help}`,
            keys: name,
            onSelect: () =>
              editor.current?.insert(numeric && json ? `"{{${name} | number}}"` : `{{${name}}}`),
          }))}
        />
        <Button
          variant="ghost"
          icon={RotateCcw}
          disabled={sample === null || draft.payload === sample}
          onClick={() => sample !== null && editPayload(sample)}
        >
          Sample
        </Button>
        {json && (
          <Button variant="ghost" icon={WandSparkles} onClick={() => void format()}>
            Format
          </Button>
        )}
        <div className="ml-auto whitespace-nowrap">
          <Switch checked={draft.live} onChange={(live) => change({ live })} label="New ids and times" />
        </div>
        {json && (
          <Segmented
            label="How the payload is sent"
            className="h-[26px]"
            value={draft.compact ? 'compact' : 'typed'}
            options={[
              { value: 'compact', label: 'Compact' },
              { value: 'typed', label: 'As typed' },
            ]}
            onChange={(how) => change({ compact: how === 'compact' })}
          />
        )}
      </div>
      <div className="min-h-0 flex-1">
        <MonacoEditor
          ariaLabel="Payload"
          language={json ? 'json' : 'plaintext'}
          value={draft.payload}
          schema={schema}
          onChange={editPayload}
          onSubmit={onSend}
          handle={editor}
        />
      </div>
      {provider && event && (
        <div className="flex shrink-0 items-baseline gap-4 border-t px-4 py-1.5 text-xs text-soft">
          <p className="min-w-0 flex-1 truncate" title={event.description}>
            {event.description}
          </p>
          <span className="shrink-0">
            Sample: <OriginMark {...payloadAttribution(provider, event)} />
          </span>
        </div>
      )}
    </div>
  );
}
