import type { Scheme } from '../schemes/scheme.ts';
import { csharpSnippet } from './csharp.ts';
import { goSnippet } from './go.ts';
import { javaSnippet } from './java.ts';
import type { SnippetLanguage } from './languages.ts';
import { nodeSnippet } from './node.ts';
import { phpSnippet } from './php.ts';
import { needs, reads, type SnippetPlan, snippetPlan } from './plan.ts';
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
