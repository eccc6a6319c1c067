import { FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import { readableText } from '#core/http/text/parsed-request.ts';
import { Button } from '#renderer/ui/button.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { Tabs } from '#renderer/ui/tabs.tsx';
import { DeliveryPicker } from './delivery-picker.tsx';
import { HandForm } from './hand-form.tsx';
import { PastedRequest } from './pasted-request.tsx';
import type { Reading } from './read-request.ts';
import { ReadingLine } from './reading-line.tsx';
import { type Source, type TextSource, textSources, useVerify } from './verify-store.ts';

const tabs: readonly { id: Source; label: string }[] = [
  { id: 'http', label: 'Raw HTTP' },
  { id: 'curl', label: 'cURL' },
  { id: 'har', label: 'HAR' },
  { id: 'delivery', label: 'A delivery' },
  { id: 'hand', label: 'By hand' },
];

const asText = (source: Source): TextSource | null => textSources.find((text) => text === source) ?? null;

/** The request, in the form in which somebody has it. */
export function RequestTabs({ reading }: { reading: Reading }) {
  const { source, change } = useVerify();
  const text = asText(source);
  return (
    <Tabs
      label="The request"
      value={source}
      onChange={(id) =>
        change({ source: id, ...(id === 'delivery' ? {} : { webhookId: null, clock: 'now' }) })
      }
      items={tabs}
      aside={text && <OpenFile source={text} />}
      className={cx('flex-1 shrink-0 bg-bg', source === 'hand' ? 'basis-auto' : 'min-h-[270px]')}
      panelClassName="flex flex-col min-h-0"
    >
      <h2 className="sr-only">The request</h2>
      {text && <PastedRequest source={text} reading={reading} />}
      {source === 'delivery' && <DeliveryPicker reading={reading} />}
      {source === 'hand' && <HandForm />}
      <ReadingLine reading={reading} />
    </Tabs>
  );
}

/** Takes a file byte for byte: an editor would change its line ends. */
function OpenFile({ source }: { source: TextSource }) {
  const paste = useVerify((verify) => verify.paste);
  const input = useRef<HTMLInputElement>(null);
  const open = async (file: File) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    paste(source, { text: readableText(bytes), bytes });
  };
  return (
    <>
      <Button variant="ghost" icon={FolderOpen} onClick={() => input.current?.click()}>
        Open…
      </Button>
      <input
        ref={input}
        type="file"
        aria-label="File with the request"
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) void open(file);
          target.value = '';
        }}
      />
    </>
  );
}
