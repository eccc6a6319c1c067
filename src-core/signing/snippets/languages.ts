/** The languages that verification code is written in. */
export const snippetLanguages = ['node', 'python', 'php', 'ruby', 'go', 'java', 'csharp', 'rust'] as const;
export type SnippetLanguage = (typeof snippetLanguages)[number];

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
