import { ChevronDown, RadioTower, Send, X } from 'lucide-react';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { showKeys } from '#renderer/platform/keys.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Menu } from '#renderer/ui/menu.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { useCompose } from './compose-store.ts';
import { Draft } from './draft.ts';

const methods = Draft.shape.method.unwrap().options.map((value) => ({ value, label: value }));

/** Where it goes, and the button that sends it. */
export function TargetBar({
  sending,
  problem,
  onSend,
  onCancel,
}: {
  sending: boolean;
  problem: string | null;
  onSend(): void;
  onCancel(): void;
}) {
  const { draft, change } = useCompose();
  const endpoints = useDirectory((directory) => directory.endpoints) ?? [];
  return (
    <div className="grid gap-1">
      <div className="flex min-w-0 items-center gap-2">
        <div className="w-[92px] shrink-0">
          <Select
            label="Method"
            value={draft.method}
            options={methods}
            onChange={(method) => change({ method })}
          />
        </div>
        <div className="relative min-w-0 flex-1">
          <TextInput
            wire
            aria-label="Address to send to"
            aria-invalid={problem ? true : undefined}
            placeholder="http://localhost:3000/webhooks, or one of your endpoints"
            value={draft.url}
            onChange={(event) => change({ url: event.target.value })}
            onKeyDown={(event) => event.key === 'Enter' && onSend()}
            className="pr-[116px]"
          />
          <div className="absolute top-[2px] right-[2px]">
            <Menu
              trigger={
                <Button variant="ghost" icon={RadioTower} disabled={endpoints.length === 0}>
                  Endpoints
                  <ChevronDown size={12} aria-hidden />
                </Button>
              }
              items={endpoints
                .filter(({ active }) => active)
                .slice(0, 20)
                .map(({ name, provider, url, httpsUrl }) => ({
                  label: `${name} · ${provider}`,
                  onSelect: () => change({ url: httpsUrl ?? url }),
                }))}
            />
          </div>
        </div>
        {sending ? (
          <Button size="md" icon={X} onClick={onCancel} className="min-w-[144px]">
            Stop waiting
          </Button>
        ) : (
          <Button
            size="md"
            variant="primary"
            icon={Send}
            keys={showKeys('mod+Enter')}
            onClick={onSend}
            className="min-w-[144px]"
          >
            Send
          </Button>
        )}
      </div>
      {problem && (
        <p role="alert" className="pl-[100px] text-xs text-bad">
          {problem}
        </p>
      )}
    </div>
  );
}
