/** State colours are for state alone, always beside an icon and a word. */
export type Tone = 'neutral' | 'accent' | 'ok' | 'bad' | 'warn' | 'info' | 'held';

export const toneText: Record<Tone, string> = {
  neutral: 'text-soft',
  accent: 'text-accent',
  ok: 'text-ok',
  bad: 'text-bad',
  warn: 'text-warn',
  info: 'text-info',
  held: 'text-held',
};

/** The colour as a CSS value, for SVG and inline styles. */
export const toneVar: Record<Tone, string> = {
  neutral: 'var(--soft)',
  accent: 'var(--accent)',
  ok: 'var(--ok)',
  bad: 'var(--bad)',
  warn: 'var(--warn)',
  info: 'var(--info)',
  held: 'var(--held)',
};
