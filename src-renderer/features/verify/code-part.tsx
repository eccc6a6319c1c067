import { useEffect, useState } from 'react';
import {
  type SnippetLanguage,
  snippetLanguageNames,
  snippetLanguages,
} from '#core/signing/snippets/languages.ts';
import { engine } from '#renderer/platform/client.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { CodeBlock } from '#renderer/ui/code-block.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Tabs } from '#renderer/ui/tabs.tsx';
import type { CheckedBy } from './use-scheme.ts';
import { useVerify } from './verify-store.ts';

const tabs = snippetLanguages.map((id) => ({ id, label: snippetLanguageNames[id] }));

/** The code; undefined until it is here, null where the scheme is beyond a short one. */
function useSnippet(by: CheckedBy, language: SnippetLanguage): string | null | undefined {
  const [loaded, setLoaded] = useState<{ by: CheckedBy; language: SnippetLanguage; code: string | null }>();
  useEffect(() => {
    const abort = new AbortController();
    engine.signatures.snippet({ ...by, language }, { signal: abort.signal }).then(
      ({ code }) => setLoaded({ by, language, code }),
      (error: unknown) => {
        if (!abort.signal.aborted) reportError(error);
      },
    );
    return () => abort.abort();
  }, [by, language]);
  // What was asked for before must not stand under another language's name.
  return loaded?.by === by && loaded.language === language ? loaded.code : undefined;
}

/** Verification code for this scheme, to take along. */
export function CodePart({ by }: { by: CheckedBy }) {
  const { language, change } = useVerify();
  const code = useSnippet(by, language);
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
        {typeof code === 'string' && (
          <CodeBlock text={code} label={`code for ${snippetLanguageNames[language]}`} maxHeight="420px" />
        )}
        {code === null && (
          <p className="text-soft">
            This scheme is beyond a short piece of code. The provider’s own library is the better choice.
          </p>
        )}
      </Tabs>
    </Section>
  );
}
