/** The languages that verification code is written in. */
export const snippetLanguages = ['node', 'python', 'php', 'ruby', 'go', 'java', 'csharp', 'rust'] as const;
export type SnippetLanguage = (typeof snippetLanguages)[number];

/** What tests do with code: run it, have its language's parser read it, or neither. */
export const snippetChecks = ['run', 'parsed', 'not run'] as const;
export type SnippetCheck = (typeof snippetChecks)[number];

/** Neither .NET nor Rust's crates are where the tests run. */
export const languageChecks: Record<SnippetLanguage, SnippetCheck> = {
  node: 'run',
  python: 'run',
  php: 'run',
  ruby: 'run',
  go: 'run',
  java: 'run',
  csharp: 'not run',
  rust: 'not run',
};

export const snippetLanguageNames: Record<SnippetLanguage, string> = {
  node: 'Node.js',
  python: 'Python',
  php: 'PHP',
  ruby: 'Ruby',
  go: 'Go',
  java: 'Java',
  csharp: 'C#',
  rust: 'Rust',
};
