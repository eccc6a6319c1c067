import { useEffect, useState } from 'react';
import { frameworks, type SnippetFramework } from '#core/signing/snippets/frameworks.ts';
import {
  type SnippetCheck,
  type SnippetLanguage,
  snippetLanguageNames,
  snippetLanguages,
} from '#core/signing/snippets/languages.ts';
import { engine } from '#renderer/platform/client.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { CodeBlock } from '#renderer/ui/code-block.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { Tabs } from '#renderer/ui/tabs.tsx';
import type { CheckedBy } from './use-scheme.ts';
import { useVerify } from './verify-store.ts';

const tabs = snippetLanguages.map((id) => ({ id, label: snippetLanguageNames[id] }));

interface Snippet {
  /** Null where the scheme is beyond a short one. */
  code: string | null;
  checked: SnippetCheck;
  handler: { name: string; code: string; checked: SnippetCheck } | null;
}

/** The code; undefined until it is here. */
function useSnippet(
  by: CheckedBy,
  language: SnippetLanguage,
  framework: SnippetFramework | undefined,
): Snippet | undefined {
  const [loaded, setLoaded] = useState<{ asked: readonly unknown[]; snippet: Snippet }>();
  useEffect(() => {
    const abort = new AbortController();
    engine.signatures.snippet({ ...by, language, framework }, { signal: abort.signal }).then(
      (snippet) => setLoaded({ asked: [by, language, framework], snippet }),
      (error: unknown) => {
        if (!abort.signal.aborted) reportError(error);
      },
    );
    return () => abort.abort();
  }, [by, language, framework]);
  // What was asked for before must not stand under another language's name.
  const asked = [by, language, framework];
  return loaded?.asked.every((one, at) => one === asked[at]) ? loaded.snippet : undefined;
}

/** Says how far code is tested, where that is less than being run. */
function checkedText(checked: SnippetCheck, name: string): string | null {
  if (checked === 'run') return null;
  return checked === 'parsed'
    ? `Not run: ${name} is not where Tacklebox is tested. The handler was only parsed.`
    : `Not run: no ${name} is at hand where Tacklebox is tested.`;
}

function Code({ text, label, checked }: { text: string; label: string; checked: string | null }) {
  return (
    <>
      {checked !== null && <p className="mb-1 text-soft">{checked}</p>}
      <CodeBlock text={text} label={label} maxHeight="420px" />
    </>
  );
}

/** Verification code for this scheme, to take along. */
export function CodePart({ by }: { by: CheckedBy }) {
  const { language, change } = useVerify();
  const [chosen, choose] = useState<SnippetFramework | 'none'>('none');
  const own = frameworks.filter((one) => one.language === language);
  const framework = own.find(({ id }) => id === chosen)?.id;
  const snippet = useSnippet(by, language, framework);
  const name = snippetLanguageNames[language];
  return (
    <Section title="Code that checks it right">
      <Tabs
        label="Language"
        value={language}
        onChange={(id) => change({ language: id })}
        items={tabs}
        className="min-w-0"
        panelClassName="min-w-0 pt-2"
      >
        <Select<SnippetFramework | 'none'>
          label="Framework"
          className="mb-2 max-w-60"
          value={framework ?? 'none'}
          onChange={choose}
          options={[
            { value: 'none', label: 'Without a framework' },
            ...own.map(({ id, name: label }) => ({ value: id, label })),
          ]}
        />
        {snippet && snippet.code !== null && (
          <Code text={snippet.code} label={`code for ${name}`} checked={checkedText(snippet.checked, name)} />
        )}
        {snippet?.handler && (
          <div className="pt-3">
            <Code
              text={snippet.handler.code}
              label={`handler for ${snippet.handler.name}`}
              checked={checkedText(snippet.handler.checked, snippet.handler.name)}
            />
          </div>
        )}
        {snippet && snippet.code === null && (
          <p className="text-soft">
            This scheme is beyond a short piece of code. The provider’s own library is the better choice.
          </p>
        )}
      </Tabs>
    </Section>
  );
}
