import { Send } from 'lucide-react';
import { useState } from 'react';
import { familyNames } from '#core/mutation/report/words.ts';
import type { CaseResult, GauntletCard } from '#core/mutation/run.ts';
import { engine } from '#renderer/platform/client.ts';
import { useLive } from '#renderer/platform/use-live.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Callout } from '#renderer/ui/callout.tsx';
import { CodeBlock } from '#renderer/ui/code-block.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { eventInput, type GauntletDraft } from './gauntlet-store.ts';
import { isOwnTarget } from './own-targets.ts';
import { expectationWords, outcomeMarks } from './words.ts';

type Look = 'text' | 'hex' | 'difference';

const previewSeed = 1;

/** A case in full: what it is for, its exact bytes, what differs from the valid event; and sending it alone. */
export function CaseDialog({
  card,
  draft,
  onClose,
}: {
  card: GauntletCard;
  draft: GauntletDraft;
  onClose(): void;
}) {
  const [look, setLook] = useState<Look>('text');
  const [sent, setSent] = useState<CaseResult | string | null>(null);
  const [sending, setSending] = useState(false);
  const isConduct = card.family === 'conduct';
  const target = draft.url === '' ? {} : { target: { url: draft.url } };
  const input = { ...eventInput(draft), case: card.id, seed: previewSeed };
  const preview = useLive(isConduct ? null : `case ${JSON.stringify([input, target])}`, () => ({
    read: (signal) => engine.gauntlet.preview({ ...input, ...target }, { signal }),
  }));
  const send = async () => {
    setSending(true);
    try {
      const { seed: _seed, ...fresh } = input;
      const own = { target: { url: draft.url }, allowRemote: isOwnTarget(draft.url), profile: draft.profile };
      setSent(await engine.gauntlet.send({ ...fresh, ...own }));
    } catch (error) {
      setSent(error instanceof Error ? error.message : String(error));
    } finally {
      setSending(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="lg"
      title={card.title}
      description={`${card.purpose} ${card.incident}`}
      footer={
        isConduct ? undefined : (
          <Button
            size="md"
            icon={Send}
            busy={sending}
            disabled={draft.url === ''}
            onClick={() => void send()}
          >
            Send this one
          </Button>
        )
      }
    >
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] justify-items-start gap-3 [&>*]:max-w-full [&>div]:w-full">
        <p className="text-xs text-soft">
          {familyNames[card.family]}, {expectationWords[card.expect]}. <span className="wire">{card.id}</span>
        </p>
        {isConduct && <p className="text-soft">It takes several requests, which only a run makes.</p>}
        {typeof sent === 'string' && (
          <Callout tone="bad" title="It was not sent">
            {sent}
          </Callout>
        )}
        {sent !== null && typeof sent !== 'string' && (
          <Callout
            tone={outcomeMarks[sent.outcome].tone}
            icon={outcomeMarks[sent.outcome].icon}
            title={`It ${outcomeMarks[sent.outcome].word}`}
          >
            {sent.reason}
          </Callout>
        )}
        {!isConduct &&
          !preview.value &&
          (preview.problem ? <p>{preview.problem.message}</p> : <Skeleton className="m-4 w-40" />)}
        {preview.value?.reason && (
          <Callout tone="warn" title="Not for this event">
            {preview.value.reason}
          </Callout>
        )}
        {preview.value?.request && (
          <>
            <Segmented
              label="Shown as"
              value={look}
              options={[
                { value: 'text', label: 'Text' },
                { value: 'hex', label: 'Hex' },
                { value: 'difference', label: 'Against the valid event' },
              ]}
              onChange={setLook}
            />
            <CodeBlock
              wrap={look === 'text'}
              label="Request"
              text={shownAs(look, preview.value)}
              maxHeight="320px"
            />
          </>
        )}
      </div>
    </Dialog>
  );
}

type Preview = Awaited<ReturnType<typeof engine.gauntlet.preview>>;

const lines = (mark: string, pairs: readonly (readonly [string, string])[]): string[] =>
  pairs.map(([name, value]) => `${mark} ${name}: ${value.slice(0, 200)}`);

/** Of a long text, what can be read. */
const mostShown = 20_000;

function shownAs(look: Look, { request, hex, headersAdded, headersRemoved, difference }: Preview): string {
  if (!request) return '';
  if (look === 'hex') return hex === '' ? 'An empty body.' : hex;
  if (look === 'text') {
    const head = request.rawHeaders.map(([name, value]) => `${name}: ${value.slice(0, 300)}`).join('\n');
    const { body } = request;
    const text = body.encoding === 'utf8' ? body.data : `(no text; base64) ${body.data}`;
    const more =
      body.totalBytes > mostShown ? `\n… ${body.totalBytes.toLocaleString('en')} bytes in all` : '';
    return `${request.method} ${request.url}\n${head}\n\n${text.slice(0, mostShown)}${more}`;
  }
  const shownBytes = (body: typeof request.body) =>
    body.totalBytes === 0 ? '(nothing)' : `${body.data}${body.truncated ? '…' : ''}`;
  const bodyLines = difference
    ? [
        `  body: the first ${difference.sameBefore} and the last ${difference.sameAfter} bytes are the same`,
        `- ${shownBytes(difference.valid)}`,
        `+ ${shownBytes(difference.bent)}`,
      ]
    : ['  body: the same bytes'];
  const manner = request.manner === 'plain' ? [] : [`+ sent ${request.manner}`];
  return [...lines('-', headersRemoved), ...lines('+', headersAdded), ...manner, ...bodyLines].join('\n');
}
