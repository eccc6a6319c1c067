import { Microscope } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import type { contract } from '#core/contract/index.ts';
import type { Finding, GauntletRun } from '#core/mutation/run.ts';
import { engine } from '#renderer/platform/client.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CodeBlock } from '#renderer/ui/code-block.tsx';
import { Facts } from '#renderer/ui/facts.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { Badge } from '#renderer/webhook/state-tag.tsx';
import { eventInput, type GauntletDraft } from './gauntlet-store.ts';
import { isOwnTarget } from './own-targets.ts';

type Minimised = z.output<typeof contract.gauntlet.minimise.output>;

/** Cases whose body fails, so that a smaller one may fail as well. */
const hasBody = /^(structure|values|bytes)\./;

/** A finding: what was sent, what came back, why it matters, who does it, and code that mends it. */
export function FindingCard({
  finding,
  run,
  draft,
}: {
  finding: Finding;
  run: GauntletRun;
  draft: GauntletDraft;
}) {
  const { title, severity, sent, received, why, providers, fix, code, caseIds } = finding;
  const [language, setLanguage] = useState(code[0]?.language ?? '');
  const chosen = code.find((one) => one.language === language) ?? code[0];
  const caseId = caseIds.find((id) => hasBody.test(id));
  return (
    <article
      aria-label={title}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3 rounded-lg border border-line bg-panel p-4"
    >
      <div className="flex flex-wrap items-center gap-2">
        <h4 className="min-w-0 flex-1 text-lg font-semibold">{title}</h4>
        <Badge tone={severity === 'high' ? 'bad' : 'warn'}>{severity}</Badge>
      </div>
      <Facts
        items={[
          ['Sent', sent],
          ['Came back', received],
          ['Why it matters', why],
          ['Who does this', providers],
          ['How to mend it', fix],
          [
            'Cases',
            <span key="cases" className="wire text-xs break-all">
              {caseIds.slice(0, 12).join(', ')}
              {caseIds.length > 12 && `, and ${caseIds.length - 12} more`}
            </span>,
          ],
        ]}
      />
      {chosen && (
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
          <Select
            label="Language"
            className="max-w-40"
            value={chosen.language}
            options={code.map((one) => ({ value: one.language, label: one.language }))}
            onChange={setLanguage}
          />
          <CodeBlock label={`${title}: code`} text={chosen.code} maxHeight="260px" />
        </div>
      )}
      {caseId !== undefined && <Minimise caseId={caseId} run={run} draft={draft} />}
    </article>
  );
}

/** Looks for the smallest payload that fails in the same way. */
function Minimise({ caseId, run, draft }: { caseId: string; run: GauntletRun; draft: GauntletDraft }) {
  const [found, setFound] = useState<Minimised | string | null>(null);
  const [searching, setSearching] = useState(false);
  const search = async () => {
    setSearching(true);
    try {
      const event = eventInput(draft);
      const { bodyBase64 } = await engine.gauntlet.preview({ ...event, case: caseId, seed: run.seed });
      const target = { url: run.url };
      setFound(
        await engine.gauntlet.minimise({ ...event, bodyBase64, target, allowRemote: isOwnTarget(run.url) }),
      );
    } catch (error) {
      setFound(error instanceof Error ? error.message : String(error));
    } finally {
      setSearching(false);
    }
  };
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] justify-items-start gap-2">
      <Button icon={Microscope} busy={searching} onClick={() => void search()}>
        Find the smallest payload that fails
      </Button>
      {typeof found === 'string' && <p className="text-bad">{found}</p>}
      {found !== null && typeof found !== 'string' && (
        <div className="grid w-full min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
          <p className="text-soft">{found.explanation}</p>
          <CodeBlock
            label="Smallest payload"
            text={found.body ?? `(no text; base64) ${found.bodyBase64}`}
            wrap
          />
        </div>
      )}
    </div>
  );
}
