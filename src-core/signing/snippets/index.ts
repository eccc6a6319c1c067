import type { Scheme } from '../schemes/scheme.ts';
import { csharpSnippet } from './csharp.ts';
import { frameworks, handlerFor, type SnippetFramework } from './frameworks.ts';
import { goSnippet } from './go.ts';
import { javaSnippet } from './java.ts';
import { languageChecks, type SnippetCheck, type SnippetLanguage } from './languages.ts';
import { nodeSnippet } from './node.ts';
import { phpSnippet } from './php.ts';
import { needs, needsMethod, needsUrl, reads, type SnippetPlan, snippetPlan } from './plan.ts';
import { pythonSnippet } from './python.ts';
import { rubySnippet } from './ruby.ts';
import { rustSnippet } from './rust.ts';
import { tokenSnippet } from './tokens.ts';

const writers: Record<SnippetLanguage, (plan: SnippetPlan, providerName: string) => string> = {
  node: nodeSnippet,
  python: pythonSnippet,
  php: phpSnippet,
  ruby: rubySnippet,
  go: goSnippet,
  java: javaSnippet,
  csharp: csharpSnippet,
  rust: rustSnippet,
};

/** Languages that read JSON and forms with what they bring along. */
const bodyReaders = new Set<SnippetLanguage>(['node', 'python', 'php', 'ruby', 'go']);

/** Code that verifies this scheme: raw body, constant time. Null where the scheme is beyond a short snippet. */
export function snippetFor(scheme: Scheme, language: SnippetLanguage, providerName: string): string | null {
  const plan = snippetPlan(scheme);
  if (!plan) return tokenSnippet(scheme, language, providerName);
  const readsBody = reads(plan, 'json') || reads(plan, 'form');
  const isBeyond = readsBody || needs(plan, 'contentfulPath');
  return isBeyond && !bodyReaders.has(language) ? null : writers[language](plan, providerName);
}

/** A handler that takes the raw body where its framework has it, and calls the snippet. */
export interface SnippetHandler {
  framework: SnippetFramework;
  /** How people call the framework. */
  name: string;
  language: SnippetLanguage;
  code: string;
  checked: SnippetCheck;
}

/** The handler for a scheme's snippet in a framework. */
export function snippetHandler(scheme: Scheme, framework: SnippetFramework): SnippetHandler | null {
  const found = frameworks.find(({ id }) => id === framework);
  if (!found) return null;
  const plan = snippetPlan(scheme);
  const code = handlerFor(framework, {
    url: plan !== null && needsUrl(plan),
    method: plan !== null && needsMethod(plan),
    now: Boolean(plan?.timestamp?.toleranceSeconds) && withoutDefaults.has(found.language),
  });
  const { name, language, checked } = found;
  // A handler is no better checked than what it calls.
  return {
    framework,
    name,
    language,
    code,
    checked: languageChecks[language] === 'not run' ? 'not run' : checked,
  };
}

/** Languages in which the moment is not an argument that can be left out. */
const withoutDefaults = new Set<SnippetLanguage>(['go', 'java', 'csharp', 'rust']);
