import { Check, KeyRound, ShieldCheck, ShieldQuestion, ShieldX, X } from 'lucide-react';
import { useState } from 'react';
import type { Bytes } from '#core/bytes/encoding.ts';
import { formatDuration } from '#core/numbers/duration.ts';
import type { Cause, Verdict } from '#core/signing/verify/verdict.ts';
import { verdictInWords } from '#core/signing/verify/verdict-words.ts';
import { Callout } from '#renderer/ui/callout.tsx';
import { CodeBlock } from '#renderer/ui/code-block.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { plural } from '#renderer/ui/format.ts';
import { Section } from '#renderer/ui/section.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { ByteChangeView } from './byte-change.tsx';
import { ComparedValues } from './compared-values.tsx';
import { SearchProgress } from './search-progress.tsx';
import { SignedContent } from './signed-content.tsx';

/** The answer in one sentence; below it the cause, where one is known. */
function Answer({ verdict, searchId }: { verdict: Verdict; searchId: string | null }) {
  const { standing, title, explanation, certainty } = verdictInWords(verdict);
  if (standing === 'genuine') return <Callout tone="ok" icon={ShieldCheck} title={title} />;
  if (standing === 'not-checked') return <Callout tone="neutral" icon={ShieldQuestion} title={title} />;
  return (
    <Callout tone="bad" icon={ShieldX} title={title}>
      {explanation ?? (searchId !== null ? <SearchProgress key={searchId} searchId={searchId} /> : null)}{' '}
      {certainty && <span className="font-semibold text-text">{certainty}</span>}
    </Callout>
  );
}

/** Causes after the first: those that are proven apart from those that only look like it. */
function OtherCauses({ title, causes }: { title: string; causes: readonly Cause[] }) {
  if (causes.length === 0) return null;
  return (
    <Section title={title}>
      {causes.map((cause) => (
        <p
          key={cause.id}
          className={cx('border-l-2 pl-3', cause.proven ? 'border-ok' : 'border-line-strong')}
        >
          <span className="font-semibold">{cause.title}</span>{' '}
          <span className="text-soft">{cause.explanation}</span>
        </p>
      ))}
    </Section>
  );
}

/** How to mend it, in the framework at hand. */
function Fixes({ cause }: { cause: Cause }) {
  const [chosen, setChosen] = useState(cause.fixes[0]?.where ?? '');
  const fix = cause.fixes.find(({ where }) => where === chosen) ?? cause.fixes[0];
  if (!fix) return null;
  const choice = {
    label: 'Framework',
    value: fix.where,
    options: cause.fixes.map(({ where }) => ({ value: where, label: where })),
    onChange: setChosen,
  };
  const few = cause.fixes.length <= 4;
  return (
    <Section
      title="How to mend it"
      aside={
        cause.fixes.length > 1 &&
        (few ? (
          <Segmented {...choice} />
        ) : (
          <div className="w-[160px]">
            <Select {...choice} />
          </div>
        ))
      }
    >
      <p>{fix.text}</p>
      {fix.code && <CodeBlock text={fix.code} label={`code for ${fix.where}`} />}
    </Section>
  );
}

function Steps({ verdict }: { verdict: Verdict }) {
  const { diagnosis } = verdict;
  const proven = diagnosis?.causes.filter((cause) => cause.proven).length ?? 0;
  return (
    <ol className="grid gap-1.5">
      {verdict.steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps are positions in one check
        <li key={index} className="grid grid-cols-[16px_minmax(0,1fr)] gap-2">
          {step.ok ? (
            <Check size={16} className="mt-px text-ok" role="img" aria-label="holds" />
          ) : (
            <X size={16} className="mt-px text-bad" role="img" aria-label="does not hold" />
          )}
          <span className="min-w-0">
            {step.text}{' '}
            {step.value !== undefined && (
              <span className="wire break-all text-soft select-text">{step.value}</span>
            )}
          </span>
        </li>
      ))}
      {diagnosis && (
        <li className="grid grid-cols-[16px_minmax(0,1fr)] gap-2">
          {proven > 0 ? (
            <Check size={16} className="mt-px text-ok" role="img" aria-label="found" />
          ) : (
            <X size={16} className="mt-px text-bad" role="img" aria-label="not found" />
          )}
          <span>
            {proven > 0
              ? `${proven} of ${plural(diagnosis.tried, 'known mistake')} ${proven === 1 ? 'explains' : 'explain'} it`
              : `None of ${plural(diagnosis.tried, 'known mistake')} is proven to explain it`}{' '}
            <span className="wire text-soft">{formatDuration(diagnosis.elapsedMs)}</span>
          </span>
        </li>
      )}
    </ol>
  );
}

export interface VerdictViewProps {
  verdict: Verdict;
  /** The received body, for the bytes around a proven cause. */
  body: Bytes;
  /** The search for mistakes that is under way. */
  searchId?: string | null;
}

/** A verdict as a person would check it: the answer, what was signed, both values, every step, and the cause. */
export function VerdictView({ verdict, body, searchId = null }: VerdictViewProps) {
  const cause = verdict.diagnosis?.causes[0];
  const others = verdict.diagnosis?.causes.slice(1) ?? [];
  return (
    <div className="grid gap-4">
      <Answer verdict={verdict} searchId={searchId} />
      {cause && cause.changes.length > 0 && (
        <Section title="The bytes that make the difference">
          {cause.changes.map((change) => (
            <ByteChangeView key={`${change.of}-${change.offset}`} change={change} body={body} />
          ))}
        </Section>
      )}
      {cause && <Fixes key={cause.id} cause={cause} />}
      {verdict.signedContent && verdict.signedContent.length > 0 && (
        <Section title="What was signed">
          <SignedContent parts={verdict.signedContent} />
        </Section>
      )}
      {verdict.received !== undefined && (
        <Section title={verdict.ok ? 'The signature' : 'Received and expected'}>
          <ComparedValues
            received={verdict.received}
            {...(verdict.expected !== undefined && !verdict.ok ? { expected: verdict.expected } : {})}
          />
        </Section>
      )}
      {verdict.steps.length > 0 && (
        <Section title="Checked in this order">
          <Steps verdict={verdict} />
        </Section>
      )}
      {verdict.secretFingerprint !== undefined && (
        <p className="flex items-center gap-2 text-xs text-soft">
          <KeyRound size={14} aria-hidden className="text-faint" />
          Secret <span aria-hidden>••••••••</span>
          <span className="wire">fingerprint {verdict.secretFingerprint}</span>
        </p>
      )}
      <OtherCauses title="Proven as well" causes={others.filter(({ proven }) => proven)} />
      <OtherCauses title="Suspected, not proven" causes={others.filter(({ proven }) => !proven)} />
    </div>
  );
}
