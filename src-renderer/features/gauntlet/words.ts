import { CircleCheck, CircleHelp, CircleX, type LucideIcon, SkipForward } from 'lucide-react';
import type { Expectation } from '#core/mutation/mutation.ts';
import type { CaseResult } from '#core/mutation/run.ts';
import type { Tone } from '#renderer/ui/tone.ts';

export const outcomeMarks: Record<CaseResult['outcome'], { icon: LucideIcon; word: string; tone: Tone }> = {
  passed: { icon: CircleCheck, word: 'passed', tone: 'ok' },
  failed: { icon: CircleX, word: 'failed', tone: 'bad' },
  not_judged: { icon: CircleHelp, word: 'not judged', tone: 'neutral' },
  skipped: { icon: SkipForward, word: 'skipped', tone: 'warn' },
};

export const expectationWords: Record<Expectation, string> = {
  accept: 'has to be accepted',
  reject: 'has to be rejected with 4xx',
  survive: 'may be rejected, has to be survived',
};
